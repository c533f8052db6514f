package io.payonce.simulator.merchant;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * VNPAY's books of one merchant: payments, and what of them went back. The newest payments are
 * remembered. Safe for many threads: each call is one step.
 */
public final class MerchantBooks {
  private static final int REMEMBERED = 200_000;
  private static final long HUNDREDTHS = 100;

  private final Supplier<String> numbers;
  private final InstantSource clock;
  private final Map<String, Account> accounts = new Newest();
  private final RequestNumbers requests = new RequestNumbers();
  private RefundDelays delays;

  /**
   * @param numbers VNPAY's own, each one once
   */
  public MerchantBooks(Supplier<String> numbers, InstantSource clock, RefundDelays delays) {
    this.numbers = requireNonNull(numbers, "numbers is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.delays = requireNonNull(delays, "delays is null");
  }

  /** What came of a refund that was asked for. */
  sealed interface Ruling {
    record Taken(BookedRefund refund) implements Ruling {}

    /**
     * @param code as {@code vnp_ResponseCode} says it
     */
    record Refused(String code) implements Ruling {}
  }

  /** The last thing that happened to a payment; a payment has the type {@code 01}. */
  record Operation(
      String type, String transactionNo, long hundredths, String status, String orderInfo) {}

  /** Books a payment, unless one of this reference is paid: says whether it did. */
  public synchronized boolean book(BookedPayment payment) {
    Account known = accounts.get(payment.reference());
    if (known != null && known.payment.status() == BookedPayment.Status.PAID) {
      return false;
    }
    accounts.put(payment.reference(), new Account(payment));
    return true;
  }

  /** Books a payment as paid now; empty if it was paid before. */
  synchronized Optional<String> pay(BookedPayment open) {
    String number = numbers.get();
    return book(open.paid(number)) ? Optional.of(number) : Optional.empty();
  }

  /** For refunds that are taken from now on. */
  synchronized void setDelays(RefundDelays delays) {
    this.delays = delays;
  }

  /** Whether the request's number is new today; from now on it is not. */
  synchronized boolean takeNumber(String requestId) {
    return requests.take(requestId, clock.instant());
  }

  synchronized Ruling refund(RefundOrder order) {
    Account account = accounts.get(order.payment());
    if (account == null || !account.isMeant(order.paymentDate(), order.paymentNo())) {
      return new Ruling.Refused("91");
    }
    if (account.payment.status() != BookedPayment.Status.PAID) {
      return new Ruling.Refused("95");
    }
    Instant now = clock.instant();
    long left = account.payment.hundredths() - account.refunded(now);
    if (left == 0) {
      return new Ruling.Refused("94");
    }
    boolean whole = order.type().equals(RefundOrder.WHOLE);
    if (order.hundredths() > left
        || (whole && order.hundredths() != account.payment.hundredths())) {
      return new Ruling.Refused("93");
    }
    BookedRefund refund = new BookedRefund(order, numbers.get(), now, delays);
    account.refunds.add(refund);
    return new Ruling.Taken(refund);
  }

  synchronized Optional<Operation> last(String reference, String createDate) {
    return Optional.ofNullable(accounts.get(reference))
        .filter(account -> account.isMeant(createDate, ""))
        .map(account -> account.last(clock.instant()));
  }

  /** All that is booked, as it stands now. */
  public synchronized BooksPage page() {
    Instant now = clock.instant();
    return new BooksPage(accounts.values().stream().map(account -> account.page(now)).toList());
  }

  private static final class Account {
    private final BookedPayment payment;
    private final List<BookedRefund> refunds = new ArrayList<>();

    Account(BookedPayment payment) {
      this.payment = payment;
    }

    boolean isMeant(String createDate, String number) {
      return payment.createDate().equals(createDate)
          && (number.isEmpty() || number.equals(payment.transactionNo()));
    }

    long refunded(Instant now) {
      return refunds.stream().mapToLong(refund -> refund.hundredthsTaken(now)).sum();
    }

    Operation last(Instant now) {
      if (refunds.isEmpty()) {
        return new Operation(
            "01",
            payment.transactionNo(),
            payment.hundredths(),
            payment.status().code(),
            payment.orderInfo());
      }
      BookedRefund refund = refunds.getLast();
      RefundOrder order = refund.order();
      return new Operation(
          order.type(),
          refund.transactionNo(),
          order.hundredths(),
          refund.status(now),
          order.orderInfo());
    }

    BooksPage.Payment page(Instant now) {
      return new BooksPage.Payment(
          payment.reference(),
          payment.transactionNo(),
          payment.hundredths() / HUNDREDTHS,
          payment.createDate(),
          payment.status().code(),
          refunded(now) / HUNDREDTHS,
          refunds.stream().map(refund -> page(refund, now)).toList());
    }

    private static BooksPage.Refund page(BookedRefund refund, Instant now) {
      RefundOrder order = refund.order();
      return new BooksPage.Refund(
          order.requestId(),
          refund.transactionNo(),
          order.hundredths() / HUNDREDTHS,
          order.type(),
          refund.status(now));
    }
  }

  private static final class Newest extends LinkedHashMap<String, Account> {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Account> eldest) {
      return size() > REMEMBERED;
    }
  }
}
