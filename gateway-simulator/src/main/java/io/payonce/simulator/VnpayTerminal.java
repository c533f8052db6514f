package io.payonce.simulator;

import static java.util.Objects.requireNonNull;

import io.payonce.methods.vnpay.HashSecret;

/** A merchant's terminal as VNPAY knows it; both sides sign with its secret. */
public record VnpayTerminal(String tmnCode, HashSecret hashSecret) {
  public VnpayTerminal {
    requireNonNull(tmnCode, "tmnCode is null");
    requireNonNull(hashSecret, "hashSecret is null");
  }
}
