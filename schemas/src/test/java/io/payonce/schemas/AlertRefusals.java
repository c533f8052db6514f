package io.payonce.schemas;

import static io.payonce.schemas.Refusal.refused;
import static io.payonce.schemas.Refusal.refusedByReaderOnly;

import java.util.stream.Stream;

/** Alerts that can never be read. The word s3cret stands for contents. */
final class AlertRefusals {
  private static final String OVERDUE = "alert.overdue.full";
  private static final String STORM = "alert.storm.full";

  private AlertRefusals() {}

  static Stream<Refusal> all() {
    String unknown = " is not one of the known values";
    return Stream.of(
        refused(OVERDUE, "\"version\":1,", "", "version is missing"),
        refused(OVERDUE, "\"version\":1", "\"version\":0", "version must be at least 1"),
        refused(OVERDUE, "\"alert\"", "\"a\"", "alert is missing"),
        refused(OVERDUE, "\"OVERDUE\"", "\"s3cret\"", "alert" + unknown),
        refusedByReaderOnly(
            OVERDUE, "2026-11-24T10:01:03.250Z", "s3cret", "at must be an ISO 8601 instant"),
        refused(OVERDUE, "018d6f2a", "s3cret", "commandId must be a UUID"),
        refused(OVERDUE, "\"CALLBACK\"", "\"s3cret\"", "kind" + unknown),
        refused(OVERDUE, "\"method\"", "\"m\"", "method is missing"),
        refused(OVERDUE, "\"place\"", "\"p\"", "place is missing"),
        refused(OVERDUE, "\"seenAt\"", "\"s\"", "seenAt is missing"),
        refused(OVERDUE, "\"dueAt\"", "\"d\"", "dueAt is missing"),
        refused(OVERDUE, "\"waiting\":false", "\"waiting\":0", "waiting must be true or false"),
        refused("alert.cleared.full", "\"OUTCOME\"", "\"s3cret\"", "by" + unknown),
        refused(STORM, "\"DUPLICATE\"", "\"s3cret\"", "outcome" + unknown),
        refused(STORM, "\"until\"", "\"u\"", "until is missing"),
        refused(STORM, "1900", "\"s3cret\"", "count must be a whole number"),
        refused(STORM, "\"total\"", "\"t\"", "total is missing"));
  }
}
