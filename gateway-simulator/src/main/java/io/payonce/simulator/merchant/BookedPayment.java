package io.payonce.simulator.merchant;

import static java.util.Objects.requireNonNull;

/**
 * A payment in VNPAY's books.
 *
 * @param reference the merchant's own ({@code vnp_TxnRef})
 * @param transactionNo VNPAY's own number; {@code 0} where nothing was paid
 * @param hundredths of a VND
 * @param createDate when the merchant asked for it, as VNPAY writes times
 */
public record BookedPayment(
    String reference,
    String transactionNo,
    long hundredths,
    String createDate,
    String orderInfo,
    Status status) {
  private static final String NO_NUMBER = "0";

  /** How a payment stands. */
  public enum Status {
    OPEN("01"),
    PAID("00"),
    FAILED("02");

    private final String code;

    Status(String code) {
      this.code = code;
    }

    /** As {@code vnp_TransactionStatus} says it. */
    String code() {
      return code;
    }
  }

  public BookedPayment {
    requireNonNull(reference, "reference is null");
    requireNonNull(transactionNo, "transactionNo is null");
    requireNonNull(createDate, "createDate is null");
    requireNonNull(orderInfo, "orderInfo is null");
    requireNonNull(status, "status is null");
  }

  /** A payment that is asked for. */
  public static BookedPayment open(
      String reference, long hundredths, String createDate, String orderInfo) {
    return new BookedPayment(reference, NO_NUMBER, hundredths, createDate, orderInfo, Status.OPEN);
  }

  public BookedPayment paid(String number) {
    return new BookedPayment(reference, number, hundredths, createDate, orderInfo, Status.PAID);
  }

  public BookedPayment failed() {
    return new BookedPayment(
        reference, NO_NUMBER, hundredths, createDate, orderInfo, Status.FAILED);
  }
}
