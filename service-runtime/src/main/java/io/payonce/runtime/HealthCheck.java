package io.payonce.runtime;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;

/**
 * A named question after a part's health.
 *
 * @param probe called by several threads at once; best answers from what the part knows already, is
 *     interrupted after {@link Readiness#PROBE_LIMIT}, and counts as down where it throws
 */
public record HealthCheck(String name, Supplier<Health> probe) {
  public HealthCheck {
    requireNonNull(name, "name is null");
    requireNonNull(probe, "probe is null");
  }
}
