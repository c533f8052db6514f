package io.payonce.simulator;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * VNPAY's post office: sends a callback, and sends it again later, by the rule, until it is
 * acknowledged. What is still to be sent when it closes is never sent.
 */
final class IpnDelivery implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(IpnDelivery.class);

  private final IngressClient ingress;
  private final RetryRule rule;
  private final ScheduledExecutorService clock;

  IpnDelivery(IngressClient ingress, RetryRule rule) {
    this.ingress = ingress;
    this.rule = rule;
    clock =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("payonce-simulator-repeats").factory());
  }

  /** The first answer; repeats go on without the caller. */
  IpnAnswer deliver(VnpayIpn ipn) {
    IpnAnswer first = ingress.send(ipn);
    repeatUnlessDone(ipn, first, rule.repeatsAtMost());
    return first;
  }

  private void repeatUnlessDone(VnpayIpn ipn, IpnAnswer answer, int repeatsLeft) {
    if (!answer.asksForRepeat()) {
      return;
    }
    if (repeatsLeft == 0) {
      log.warn("a callback was not acknowledged and is given up; last answer {}", answer);
      return;
    }
    try {
      clock.schedule(() -> repeat(ipn, repeatsLeft - 1), rule.interval().toNanos(), NANOSECONDS);
    } catch (RejectedExecutionException _) {
      // Closed in the meantime: nothing is sent any more.
      log.debug("closed before a callback was repeated");
    }
  }

  private void repeat(VnpayIpn ipn, int repeatsLeft) {
    ingress.sendAsync(ipn).thenAccept(answer -> repeatUnlessDone(ipn, answer, repeatsLeft));
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
