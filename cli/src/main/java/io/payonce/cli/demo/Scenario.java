package io.payonce.cli.demo;

/** What happens to one order. In the end each is paid, and VNPAY says so five times at once. */
enum Scenario {
  PLAIN,
  /** First somebody without the secret claims that it was paid. */
  FORGED_FIRST,
  /** First VNPAY says that another amount was paid. */
  WRONG_AMOUNT_FIRST,
  /** First the payment fails; the customer tries again. */
  FAILED_FIRST,
  /** Later VNPAY says that it was paid once more, under another number of its own. */
  PAID_TWICE
}
