package io.payonce.cli.demo;

/** Why VNPAY, or somebody else, sends a callback. */
enum Delivery {
  PAID("paid, five times at once"),
  PAID_LATER("the same again, later"),
  FAILED("failed, before it was paid"),
  WRONG_AMOUNT("another amount"),
  OTHER_NUMBER("paid twice at the gateway"),
  FORGED("forged"),
  UNKNOWN("unknown transaction");

  private final String words;

  Delivery(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
