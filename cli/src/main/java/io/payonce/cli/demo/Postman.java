package io.payonce.cli.demo;

import io.payonce.cli.demo.OrderStory.Sending;
import io.payonce.simulator.IngressClient;
import io.payonce.simulator.IpnAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Brings callbacks to the ingress and counts the answers. Like VNPAY, but with less patience, it
 * brings again what was not taken. Safe for many threads.
 */
final class Postman {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);
  private static final int AT_ONCE = 5;

  private final IngressClient ingress;
  private final Answers answers;

  Postman(IngressClient ingress, Answers answers) {
    this.ingress = ingress;
    this.answers = answers;
  }

  /** Brings the callback; again, while the ingress says that it could not take it. */
  void bring(Sending sending) {
    Instant giveUp = Instant.now().plus(PATIENCE);
    IpnAnswer last = send(sending);
    while (isUntaken(last) && Instant.now().isBefore(giveUp)) {
      LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      last = send(sending);
    }
  }

  /** Brings the callback five times at once; if none of the five was taken, again. */
  void bringFiveAtOnce(Sending sending) {
    List<IpnAnswer> five = ingress.sendAtOnce(sending.ipn(), AT_ONCE);
    five.forEach(answer -> answers.add(sending.delivery(), answer));
    if (five.stream().allMatch(Postman::isUntaken)) {
      bring(sending);
    }
  }

  private IpnAnswer send(Sending sending) {
    IpnAnswer answer = ingress.send(sending.ipn());
    answers.add(sending.delivery(), answer);
    return answer;
  }

  private static boolean isUntaken(IpnAnswer answer) {
    String code = Answers.code(answer);
    return code.equals(Answers.TRY_AGAIN) || code.equals(Answers.NONE) || code.startsWith("HTTP");
  }
}
