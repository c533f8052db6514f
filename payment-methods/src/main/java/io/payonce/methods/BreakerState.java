package io.payonce.methods;

/** Whether calls to a gateway are let out. */
public enum BreakerState {
  /** They are. */
  CLOSED,
  /** A few are, to see whether the gateway is well again. */
  HALF_OPEN,
  /** None is: too many of the last ones failed. */
  OPEN
}
