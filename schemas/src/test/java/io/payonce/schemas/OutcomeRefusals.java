package io.payonce.schemas;

import static io.payonce.schemas.Refusal.refused;
import static io.payonce.schemas.Refusal.refusedByReaderOnly;

import java.util.stream.Stream;

/** Outcomes that can never be read. The word s3cret stands for contents. */
final class OutcomeRefusals {
  private static final String STALE = "outcome.stale.full";
  private static final String DUPLICATE = "outcome.duplicate.full";
  private static final String DEAD = "outcome.dead-lettered.full";

  private OutcomeRefusals() {}

  static Stream<Refusal> all() {
    return Stream.concat(decided(), undecided());
  }

  private static Stream<Refusal> decided() {
    String unknown = "reason is not one of the known values";
    String whole = "orderVersion must be a whole number";
    return Stream.of(
        refused(STALE, "\"version\":1,", "", "version is missing"),
        refused(STALE, "\"version\":1", "\"version\":0", "version must be at least 1"),
        refused(STALE, "\"commandId\"", "\"id\"", "commandId is missing"),
        refused(STALE, "018d6f2a", "s3cret", "commandId must be a UUID"),
        refused(STALE, "\"CALLBACK\"", "\"s3cret\"", "kind is not one of the known values"),
        refused(STALE, "\"key\"", "\"k\"", "key is missing"),
        refused(STALE, "\"outcome\"", "\"o\"", "outcome is missing"),
        refused(STALE, "\"STALE\"", "\"s3cret\"", "outcome is not one of the known values"),
        refused(STALE, "\"success-stands\"", "\"s3cret\"", unknown),
        refused(STALE, "\"success-stands\"", "\"SUCCESS_STANDS\"", unknown),
        refused(STALE, "\"success-stands\"", "7", "reason must be a text"),
        refused(STALE, "\"orderId\"", "\"o\"", "orderId is missing"),
        refused(STALE, "\"transactionId\"", "\"t\"", "transactionId is missing"),
        refused(STALE, "\"PAID\"", "\"s3cret\"", "orderStatus is not one of the known values"),
        refused(STALE, "\"orderVersion\":3", "\"orderVersion\":\"3\"", whole),
        refusedByReaderOnly(STALE, "\"orderVersion\":3", "\"orderVersion\":3.0", whole),
        refused(STALE, "\"amount\"", "\"a\"", "amount is missing"),
        refused(STALE, "\"amountRefunded\"", "\"a\"", "amountRefunded is missing"),
        refused(STALE, "\"minorUnits\":0", "\"minorUnits\":-1", "amount must not be negative"));
  }

  private static Stream<Refusal> undecided() {
    String first = "\"commandId\":\"018d6f2a-7c01-7abc-8def-0123456789ab\",";
    return Stream.of(
        refused(DUPLICATE, "\"duplicateOf\"", "\"d\"", "duplicateOf is missing"),
        refused(
            DUPLICATE,
            "\"duplicateOf\":{",
            "\"duplicateOf\":1,\"d\":{",
            "duplicateOf must be a JSON object"),
        refused(DUPLICATE, first, "", "commandId is missing"),
        refused(DUPLICATE, "\"REJECTED\"", "\"s3cret\"", "outcome is not one of the known values"),
        refused(
            DUPLICATE, "\"wrong-amount\"", "\"s3cret\"", "reason is not one of the known values"),
        refused(DUPLICATE, "\"orderStatus\"", "\"o\"", "orderStatus is missing"),
        refused(DEAD, "\"reason\"", "\"r\"", "reason is missing"),
        refused(DEAD, "\"future-version\"", "7", "reason must be a text"));
  }
}
