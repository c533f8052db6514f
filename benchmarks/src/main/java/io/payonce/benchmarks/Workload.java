package io.payonce.benchmarks;

import io.payonce.benchmarks.rig.CommandIds;
import io.payonce.payments.Claim;
import io.payonce.payments.Money;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.TransactionId;
import io.payonce.schemas.CallbackCommand;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * Callbacks for pending orders: each says that the payment has succeeded, and every fifth says so
 * again. They come about as late after their orders as customers take to pay: in the orders' own
 * order, shuffled from a seed within windows.
 *
 * <p>They are made when asked for, so that a million of them need no memory.
 */
final class Workload {
  static final long LEAST_AMOUNT = 1_000;
  static final long AMOUNTS = 1_000_000;
  static final String TRANSACTION_PREFIX = "260101_";
  static final int TRANSACTION_DIGITS = 26;

  /** Within so many callbacks any may come before any other. */
  static final int WINDOW = 50_000;

  private static final int OF_FIVE_ARE_DISTINCT = 4;

  private final Orders orders;
  private final int[] paidOrders;
  private final Instant receivedAt;
  private final CommandIds ids;

  private Workload(Orders orders, int[] paidOrders, Instant receivedAt, int tag) {
    this.orders = orders;
    this.paidOrders = paidOrders;
    this.receivedAt = receivedAt;
    this.ids = new CommandIds(receivedAt, tag, paidOrders.length);
  }

  /**
   * Pending orders by their numbers, of which the newest are paid: nobody pays an old one.
   *
   * @param first the first order's number
   */
  record Orders(long first, long count, int paid) {
    Orders {
      if (paid < 1 || paid > count) {
        throw new IllegalArgumentException("of " + count + " orders " + paid + " cannot be paid");
      }
    }

    /** The number of the order that is paid as the nth. */
    long number(int nth) {
      return end() - paid + nth;
    }

    long end() {
      return first + count;
    }
  }

  /** How many of this many callbacks are no repeats: four of five. */
  static int distinct(int records) {
    return Math.max(1, (int) ((long) records * OF_FIVE_ARE_DISTINCT / (OF_FIVE_ARE_DISTINCT + 1)));
  }

  /**
   * Makes a workload.
   *
   * @param tag tells the command ids of one workload of a run from those of another
   */
  static Workload of(Orders orders, int records, long seed, int tag) {
    Random random = new Random(seed + tag);
    int[] paid = inOrder(orders.paid(), records, random);
    for (int begin = 0; begin < records; begin += WINDOW) {
      shuffle(paid, begin, Math.min(begin + WINDOW, records), random);
    }
    return new Workload(orders, paid, Instant.now(), tag);
  }

  /** Each order's first callback in turn, and among them repeats of those within a window. */
  private static int[] inOrder(int distinct, int records, Random random) {
    int[] paid = new int[records];
    int used = 0;
    for (int i = 0; i < records; i++) {
      boolean first = used == 0 || used < (long) (i + 1) * distinct / records;
      paid[i] = first ? used++ : used - 1 - random.nextInt(Math.min(used, WINDOW));
    }
    return paid;
  }

  private static void shuffle(int[] paid, int begin, int end, Random random) {
    for (int i = end - 1; i > begin; i--) {
      int other = begin + random.nextInt(i - begin + 1);
      int kept = paid[i];
      paid[i] = paid[other];
      paid[other] = kept;
    }
  }

  Orders orders() {
    return orders;
  }

  int records() {
    return paidOrders.length;
  }

  int repeats() {
    return records() - orders.paid();
  }

  CallbackCommand callback(int position) {
    long number = orders.number(paidOrders[position]);
    long amount = LEAST_AMOUNT + number % AMOUNTS;
    String gatewayNumber = String.valueOf(10_000_000 + number);
    return new CallbackCommand(
        ids.at(position),
        receivedAt,
        PaymentMethod.VNPAY,
        new TransactionId(TRANSACTION_PREFIX + ("%0" + TRANSACTION_DIGITS + "d").formatted(number)),
        new Claim(Claim.Status.SUCCEEDED, new Money(amount, "VND"), gatewayNumber),
        new CallbackCommand.Evidence(
            CallbackCommand.Source.IPN, fields(amount, gatewayNumber, number), "0".repeat(64)));
  }

  /** The position of the callback with this command id; -1 for a command of another workload. */
  int position(UUID commandId) {
    return ids.position(commandId);
  }

  /** What VNPAY sends and may be kept, names and values together about 400 bytes. */
  private static Map<String, String> fields(long amount, String gatewayNumber, long number) {
    Map<String, String> fields = new HashMap<>();
    fields.put("vnp_Amount", amount + "00");
    fields.put("vnp_BankCode", "NCB");
    fields.put("vnp_BankTranNo", "VNP" + gatewayNumber);
    fields.put("vnp_CardType", "ATM");
    fields.put("vnp_OrderInfo", "Payment of order " + number + " ".repeat(3) + "x".repeat(110));
    fields.put("vnp_PayDate", "20260101120000");
    fields.put("vnp_ResponseCode", "00");
    fields.put("vnp_TmnCode", "BENCHTMN");
    fields.put("vnp_TransactionNo", gatewayNumber);
    fields.put("vnp_TransactionStatus", "00");
    fields.put(
        "vnp_TxnRef", TRANSACTION_PREFIX + ("%0" + TRANSACTION_DIGITS + "d").formatted(number));
    return fields;
  }
}
