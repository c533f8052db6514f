package io.payonce.runtime;

import java.util.List;

/** All checks at one moment, and what follows from them for the service. */
record ReadinessReport(String status, List<CheckResult> checks) {
  private static final String NOT_READY = "not-ready";

  record CheckResult(String name, String status, String detail) {
    static CheckResult of(String name, Health health) {
      return switch (health) {
        case Health.Up _ -> new CheckResult(name, "up", "");
        case Health.Degraded(String detail) -> new CheckResult(name, "degraded", detail);
        case Health.Down(String detail) -> new CheckResult(name, "down", detail);
      };
    }
  }

  static ReadinessReport of(List<CheckResult> checks) {
    String status = "ready";
    if (checks.stream().anyMatch(check -> check.status().equals("down"))) {
      status = NOT_READY;
    } else if (checks.stream().anyMatch(check -> check.status().equals("degraded"))) {
      status = "degraded";
    }
    return new ReadinessReport(status, List.copyOf(checks));
  }

  boolean isReady() {
    return !status.equals(NOT_READY);
  }
}
