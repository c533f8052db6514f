package io.payonce.runtime;

/** How a part of a service is; details are shown to callers, so they name no internals. */
public sealed interface Health {
  /** It does its work. */
  record Up() implements Health {}

  /** It works with less than it wants, Redis away say; the service stays ready. */
  record Degraded(String detail) implements Health {}

  /** It cannot do its work; the service is not ready. */
  record Down(String detail) implements Health {}

  static Health up() {
    return new Up();
  }

  static Health degraded(String detail) {
    return new Degraded(detail);
  }

  static Health down(String detail) {
    return new Down(detail);
  }
}
