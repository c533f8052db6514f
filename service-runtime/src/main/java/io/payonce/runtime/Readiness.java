package io.payonce.runtime;

import io.payonce.runtime.ReadinessReport.CheckResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checks of a service, asked side by side whenever somebody wants to know. */
public final class Readiness {
  /** A probe that has not answered by then counts as down. */
  public static final Duration PROBE_LIMIT = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(Readiness.class);

  private final List<HealthCheck> checks = new CopyOnWriteArrayList<>();

  public Readiness add(HealthCheck check) {
    checks.add(check);
    return this;
  }

  ReadinessReport report() {
    long deadline = System.nanoTime() + PROBE_LIMIT.toNanos();
    List<Asked> asked = checks.stream().map(Asked::start).toList();
    return ReadinessReport.of(
        asked.stream().map(check -> CheckResult.of(check.name, check.await(deadline))).toList());
  }

  private record Asked(String name, FutureTask<Health> answer) {
    static Asked start(HealthCheck check) {
      var answer = new FutureTask<>(check.probe()::get);
      Thread.ofVirtual().name("payonce-health-" + check.name()).start(answer);
      return new Asked(check.name(), answer);
    }

    Health await(long deadline) {
      try {
        return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (ExecutionException failure) {
        log.warn("the health check {} failed", name, failure.getCause());
        return Health.down("the check failed");
      } catch (TimeoutException _) {
        answer.cancel(true);
        return Health.down("the check did not answer in time");
      } catch (InterruptedException _) {
        answer.cancel(true);
        Thread.currentThread().interrupt();
        return Health.down("the check was interrupted");
      }
    }
  }
}
