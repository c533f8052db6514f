package io.payonce.methods.vnpay;

import io.payonce.methods.PaymentAnswer;
import io.payonce.methods.PaymentAnswer.Found;
import io.payonce.methods.PaymentAnswer.NotFound;
import io.payonce.methods.PaymentAnswer.Unclear;
import io.payonce.payments.Claim;
import io.payonce.payments.Money;
import java.util.Optional;

/**
 * Reads VNPAY's signed answers as the state of one payment. Statuses that VNPAY's pages do not
 * explain tell nothing.
 */
final class PaymentReading {
  private static final String NO_NUMBER = "0";

  private PaymentReading() {}

  static PaymentAnswer found(MerchantAnswer answer) {
    return switch (answer.code()) {
      case "00" -> last(answer);
      case "91" -> new NotFound();
      default -> new Unclear("VNPAY answered %s: %s".formatted(answer.code(), answer.message()));
    };
  }

  private static PaymentAnswer last(MerchantAnswer answer) {
    if (!answer.type().equals(MerchantAnswer.PAYMENT)) {
      return new Unclear("VNPAY tells of a refund, no more of the payment");
    }
    Optional<Money> amount = answer.amount();
    if (amount.isEmpty()) {
      return new Unclear("an amount that cannot be read");
    }
    String number = answer.number().orElse(NO_NUMBER);
    return switch (answer.status()) {
      case MerchantAnswer.SUCCESS ->
          number.equals(NO_NUMBER)
              ? new Unclear("a success without a number")
              : found(Claim.Status.SUCCEEDED, amount.get(), number);
      // Not finished; held for a suspicion.
      case "01", "07" -> found(Claim.Status.PENDING, amount.get(), number);
      // Error; reversed.
      case "02", "04" -> found(Claim.Status.FAILED, amount.get(), number);
      default -> new Unclear("the payment has status " + answer.status());
    };
  }

  private static PaymentAnswer found(Claim.Status status, Money amount, String number) {
    return new Found(new Claim(status, amount, number));
  }
}
