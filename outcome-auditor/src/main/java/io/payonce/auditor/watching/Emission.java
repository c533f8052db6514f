package io.payonce.auditor.watching;

import io.payonce.schemas.alerts.Alert;

/** What leaves the watching of a partition. */
public sealed interface Emission {
  record Raised(Alert alert) implements Emission {}

  record Counted(Tally tally) implements Emission {}
}
