package io.payonce.consumer;

/** The worker must stop: it gives up more records than its budget allows. */
final class TooManyDeadLetters extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooManyDeadLetters(int count, int perMinute) {
    super(count + " dead letters in one batch; the budget is " + perMinute + " a minute");
  }
}
