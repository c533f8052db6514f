package io.payonce.methods.vnpay;

import io.payonce.methods.RefundAnswer;
import io.payonce.methods.RefundAnswer.Completed;
import io.payonce.methods.RefundAnswer.NotFound;
import io.payonce.methods.RefundAnswer.NotSent;
import io.payonce.methods.RefundAnswer.Processing;
import io.payonce.methods.RefundAnswer.Refused;
import io.payonce.methods.RefundAnswer.Unclear;
import io.payonce.methods.RefundCall;
import java.util.Optional;
import java.util.Set;

/** Reads VNPAY's signed answers as the state of one refund. */
final class RefundReading {
  private static final Set<String> REFUND_SHOWS =
      Set.of(MerchantAnswer.AT_VNPAY, MerchantAnswer.AT_THE_BANK, MerchantAnswer.REFUND_REFUSED);

  private RefundReading() {}

  /** What became of the refund that was just sent. */
  static RefundAnswer sent(MerchantAnswer answer, RefundCall call) {
    return switch (answer.code()) {
      case "00" -> accepted(answer, call);
      case "16" -> new NotSent("VNPAY takes no refunds at this time: " + answer.message());
      case "91", "93", "95" -> new Refused(answer.code(), answer.message());
      default -> new Unclear("VNPAY answered %s: %s".formatted(answer.code(), answer.message()));
    };
  }

  private static RefundAnswer accepted(MerchantAnswer answer, RefundCall call) {
    Optional<String> number = answer.number();
    if (number.isEmpty() || call.otherRefundNumbers().contains(number.get())) {
      return new Unclear("accepted without a number of its own");
    }
    String type = call.isWhole() ? MerchantRequests.WHOLE : MerchantRequests.PART;
    if (!answer.amount().equals(Optional.of(call.amount())) || !answer.type().equals(type)) {
      return new Unclear("accepted, but not the refund that was sent");
    }
    return switch (answer.status()) {
      // Accepted is what 00 means; that it is not finished goes without saying.
      case "", "01" -> new Processing(number.get());
      default -> byStatus(answer, number.get());
    };
  }

  /**
   * What a query about the payment says of the refund. VNPAY tells the last thing that happened to
   * the payment:
   *
   * <ol>
   *   <li>the payment itself: no refund arrived;
   *   <li>a refund whose number we know as another's: ours did not arrive after that one, and it
   *       was not sent before, since a payment has one open refund at a time;
   *   <li>a refund of our amount under a number we do not know: ours;
   *   <li>anything else may hide ours.
   * </ol>
   */
  static RefundAnswer found(MerchantAnswer answer, RefundCall call) {
    return switch (answer.code()) {
      case "00" -> last(answer, call);
      case "91" -> new NotFound();
      default -> new Unclear("VNPAY answered %s: %s".formatted(answer.code(), answer.message()));
    };
  }

  private static RefundAnswer last(MerchantAnswer answer, RefundCall call) {
    if (answer.type().equals(MerchantAnswer.PAYMENT)) {
      return REFUND_SHOWS.contains(answer.status())
          ? new Unclear("the payment shows a refund, but not which: " + answer.status())
          : new NotFound();
    }
    Optional<String> number = answer.number();
    if (!answer.isOfRefund() || number.isEmpty() || number.get().equals(call.paymentGatewayId())) {
      return new Unclear("what VNPAY tells last is no refund with a number of its own");
    }
    if (call.otherRefundNumbers().contains(number.get())) {
      return new NotFound();
    }
    return answer.amount().equals(Optional.of(call.amount()))
        ? byStatus(answer, number.get())
        : new Unclear("the last refund, " + number.get() + ", is of another amount");
  }

  private static RefundAnswer byStatus(MerchantAnswer answer, String number) {
    return switch (answer.status()) {
      case MerchantAnswer.SUCCESS -> new Completed(number);
      case MerchantAnswer.AT_VNPAY, MerchantAnswer.AT_THE_BANK -> new Processing(number);
      case MerchantAnswer.REFUND_REFUSED ->
          new Refused(MerchantAnswer.REFUND_REFUSED, answer.message(), number);
      default -> new Unclear("refund %s has status %s".formatted(number, answer.status()));
    };
  }
}
