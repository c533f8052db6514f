package io.payonce.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryUsageTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "dead-letters",
        "dead-letters show callback-3-17",
        "dead-letters show payment/3/17",
        "dead-letters list --state lost",
        "dead-letters list --kind outcome",
        "dead-letters list --since yesterday",
        "dead-letters list --limit 0",
        "dead-letters redrive",
        "dead-letters redrive callback/0/0 --all",
        "dead-letters redrive callback/0/0 --since 2h",
        "dead-letters redrive --all --attempts 0",
        "dead-letters redrive --all --limit 10001",
        "dead-letters discard callback/0/0",
        "dead-letters discard --because seen",
        "topics",
        "topics check --min-in-sync 4",
        "topics check --partitions 0",
        "topics apply --retention-days 0",
        "topics accept-gap payment.callback 0",
        "topics accept-gap payment.callback x --because lost",
        "replay",
        "replay --from-oldest",
        "replay callback",
        "replay callbacks --from-oldest",
        "replay callback --from yesterday",
        "replay callback --from-oldest --from 2026-11-20T00:00:00Z",
        "replay callback --from-oldest --to-offset 0=1",
        "replay callback create --from-offset 0=1",
        "replay callback --from-offset 0=1 --to 2026-11-20T00:00:00Z",
        "replay refund --from-oldest --method VNPAY",
        "replay callback --from-oldest --method VISA",
        "replay callback --from-oldest --order a|b",
        "replay callback --from-oldest --rate 0",
        "replay callback --resume",
        "replay --resume --dry-run"
      })
  void wrong_usage_is_exit_code_2_and_nothing_is_done(String line) {
    CommandRun run = CommandRun.of(line.split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("payonce");
    assertThat(run.out()).isEmpty();
  }
}
