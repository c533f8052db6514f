package io.payonce.simulator.merchant;

import java.util.List;
import java.util.Optional;

/** VNPAY's books at one moment, for whoever compares them with his own. */
public record BooksPage(List<Payment> payments) {
  public BooksPage {
    payments = List.copyOf(payments);
  }

  /**
   * A payment and its refunds in the order taken.
   *
   * @param status as {@code vnp_TransactionStatus}: {@code 00} paid, {@code 01} open, {@code 02}
   *     failed
   * @param refundedVnd all that went back or is about to; refused refunds left out
   */
  public record Payment(
      String reference,
      String transactionNo,
      long vnd,
      String createDate,
      String status,
      long refundedVnd,
      List<Refund> refunds) {
    public Payment {
      refunds = List.copyOf(refunds);
    }
  }

  /**
   * @param status as {@code vnp_TransactionStatus}: {@code 05} at VNPAY, {@code 06} at the bank,
   *     {@code 00} paid back, {@code 09} refused
   * @param type {@code 02} whole, {@code 03} partial
   */
  public record Refund(
      String requestId, String transactionNo, long vnd, String type, String status) {}

  public Optional<Payment> payment(String reference) {
    return payments.stream().filter(payment -> payment.reference().equals(reference)).findFirst();
  }
}
