package io.payonce.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.payonce.consumer.watching.StepTimes;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.payments.Claim;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.CreateCommand;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each command is counted once, by what became of it and by where it was stopped. */
@ExtendWith(EmbeddedServersExtension.class)
@Timeout(60)
class HandlerMetricsIT {
  private final Workplace workplace;
  private final CreateCommand create = Workplace.createFor("ORD-1", Instant.now());

  HandlerMetricsIT(TestServers servers) {
    workplace = new Workplace(servers, false);
    workplace.handle(0, create);
  }

  @AfterEach
  void close() {
    workplace.close();
  }

  @Test
  void a_duplicate_is_counted_where_it_was_stopped() {
    workplace.handle(0, List.of(paid(), paid(), paid()));
    assertThat(stops()).containsExactly(2, 0, 0, 0);
    workplace.handle(3, paid());
    assertThat(stops()).as("the cache knows it").containsExactly(2, 1, 0, 0);
    workplace.forget(paid());
    workplace.handle(4, paid());
    assertThat(stops()).as("only the database knows it").containsExactly(2, 1, 0, 1);
    Runnable release = workplace.lock(paid());
    workplace.handle(5, List.of(paid(), paid()));
    release.run();
    assertThat(stops()).as("somebody else is at it").containsExactly(2, 1, 2, 1);
    assertThat(workplace.counted("payonce.lock.refusals", "kind", "callback")).isEqualTo(2);
    assertThat(workplace.counted("payonce.commands.parked", "reason", "locked")).isEqualTo(2);
    assertThat(decided("applied")).isEqualTo(1);
    assertThat(decided("duplicate")).isEqualTo(4);
  }

  @Test
  void what_waits_for_its_transaction_is_counted_as_parked_and_not_as_decided() {
    workplace.handle(
        0,
        Workplace.callback(
            Workplace.createFor("ORD-2", Instant.now()), Claim.Status.SUCCEEDED, "1"));
    assertThat(workplace.counted("payonce.commands.parked", "reason", "unknown-transaction"))
        .isEqualTo(1);
    assertThat(
            workplace
                .registry()
                .find("payonce.commands.decided")
                .tag("kind", "callback")
                .counters())
        .isEmpty();
  }

  @Test
  void each_step_is_measured_once_a_batch_whatever_its_size() {
    workplace.handle(0, List.of(paid(), paid(), paid()));
    workplace.handle(3, paid());
    for (StepTimes.Step step : StepTimes.Step.values()) {
      Timer timer =
          workplace
              .registry()
              .get("payonce.batch.step.duration")
              .tags("kind", "callback", "step", step.name().toLowerCase(Locale.ROOT))
              .timer();
      // Publishing is the worker's, and there is none here.
      assertThat(timer.count()).as(step.name()).isEqualTo(step == StepTimes.Step.PUBLISH ? 0 : 2);
    }
  }

  private CallbackCommand paid() {
    return Workplace.callback(create, Claim.Status.SUCCEEDED, "14000001");
  }

  private List<Integer> stops() {
    return List.of("batch", "cache", "lock", "database").stream()
        .map(
            stopped ->
                (int)
                    workplace.counted(
                        "payonce.commands.duplicates", "kind", "callback", "stopped", stopped))
        .toList();
  }

  private double decided(String outcome) {
    return workplace.counted(
        "payonce.commands.decided", "kind", "callback", "method", "VNPAY", "outcome", outcome);
  }
}
