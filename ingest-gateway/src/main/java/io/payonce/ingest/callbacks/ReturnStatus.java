package io.payonce.ingest.callbacks;

import io.payonce.methods.CallbackVerdict;
import io.payonce.payments.Claim;
import java.util.Locale;

/** What a customer is told of a payment when the browser comes back. */
enum ReturnStatus {
  SUCCESS("Your payment was made. The shop will confirm it."),
  FAILED("Your payment was not made."),
  PENDING("Your payment is being worked on. The shop will tell you."),
  UNVERIFIED("We cannot tell from this address what became of your payment. Please ask the shop.");

  private final String sentence;

  ReturnStatus(String sentence) {
    this.sentence = sentence;
  }

  static ReturnStatus of(CallbackVerdict verdict) {
    return switch (verdict) {
      case CallbackVerdict.Genuine genuine -> of(genuine.claim().status());
      case CallbackVerdict.UnknownReference _,
          CallbackVerdict.Forged _,
          CallbackVerdict.Malformed _ ->
          UNVERIFIED;
    };
  }

  private static ReturnStatus of(Claim.Status status) {
    return switch (status) {
      case SUCCEEDED -> SUCCESS;
      case FAILED -> FAILED;
      case PENDING -> PENDING;
    };
  }

  /** For programs: {@code success}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** For people. */
  String sentence() {
    return sentence;
  }
}
