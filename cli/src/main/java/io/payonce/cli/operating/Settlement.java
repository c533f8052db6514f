package io.payonce.cli.operating;

import static java.util.Objects.requireNonNull;

import io.payonce.payments.Claim;
import io.payonce.payments.PaymentMethod;
import io.payonce.schemas.CallbackCommand;
import io.payonce.store.views.RefundView;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What settling a refund by a person's word comes to. */
public sealed interface Settlement {

  /** There is nothing to do: it is settled so. */
  record SettledAlready(String words) implements Settlement {}

  /** It cannot be settled so. */
  record Impossible(String words) implements Settlement {}

  /** A command says it. */
  record Wanted(String words, CallbackCommand command) implements Settlement {}

  /**
   * What a person says who has looked at the gateway.
   *
   * @param succeeded whether the money went back; if not, it surely did not and will not
   * @param gatewayId the gateway's number for the refund
   * @param because for the record; no personal data
   */
  record Word(boolean succeeded, Optional<String> gatewayId, String because) {
    public Word {
      requireNonNull(gatewayId, "gatewayId is null");
      requireNonNull(because, "because is null");
    }
  }

  /** Plans it by how the refund stands; the rules of callbacks have the last word. */
  static Settlement of(RefundView refund, Word word, Instant now) {
    Optional<PaymentMethod> method = PaymentMethod.named(refund.method());
    if (method.isEmpty()) {
      return new Impossible("its gateway, " + refund.method() + ", is not known to this version");
    }
    return word.succeeded()
        ? success(refund, method.get(), word, now)
        : failure(refund, method.get(), word, now);
  }

  private static Settlement success(
      RefundView refund, PaymentMethod method, Word word, Instant now) {
    Optional<String> known = known(refund);
    Optional<String> number = word.gatewayId().or(() -> known);
    if (refund.status().equals("SUCCEEDED")) {
      return known.isPresent() && !known.equals(number)
          ? new Impossible("it has succeeded under the gateway's number " + known.get())
          : new SettledAlready("it has succeeded already");
    }
    if (number.isEmpty()) {
      return new Impossible(
          "the gateway's number of the refund is not known: give it with --gateway-id, else the"
              + " gateway's own word, when it comes, would seem to be of another refund");
    }
    String after =
        refund.status().equals("FAILED")
            ? "It counts as failed, so its amount was free: the order is flagged for review."
            : "Its goods go back to stock.";
    return new Wanted(
        "It will be settled as SUCCEEDED under the gateway's number "
            + number.get()
            + ", for good. "
            + after,
        command(refund, method, Claim.Status.SUCCEEDED, number.get(), word, now));
  }

  private static Settlement failure(
      RefundView refund, PaymentMethod method, Word word, Instant now) {
    return switch (refund.status()) {
      case "FAILED" -> new SettledAlready("it has failed already");
      case "SUCCEEDED" -> new Impossible("it has succeeded, and a success stands");
      default ->
          new Wanted(
              "It will be settled as FAILED: its amount can be refunded again. If the gateway pays"
                  + " it back after all, the customer may get it twice"
                  + (refund.status().equals("REQUESTED") || refund.status().equals("UNKNOWN")
                      ? "; it is %s, so the gateway may yet be asked for it."
                          .formatted(refund.status())
                      : "."),
              command(
                  refund,
                  method,
                  Claim.Status.FAILED,
                  word.gatewayId().or(() -> known(refund)).orElse("0"),
                  word,
                  now));
    };
  }

  private static Optional<String> known(RefundView refund) {
    return Optional.of(refund.gatewayTransactionId())
        .filter(number -> !number.isEmpty() && !number.equals("0"));
  }

  private static CallbackCommand command(
      RefundView refund,
      PaymentMethod method,
      Claim.Status status,
      String number,
      Word word,
      Instant now) {
    return new CallbackCommand(
        UUID.randomUUID(),
        now,
        method,
        refund.transactionId(),
        new Claim(status, refund.amount(), number),
        new CallbackCommand.Evidence(
            CallbackCommand.Source.OPERATOR, Map.of("because", word.because()), ""));
  }
}
