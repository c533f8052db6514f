package io.payonce.benchmarks.rig;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpuMeterTest {
  @Test
  void process_named_with_blanks_and_parentheses_is_read_right() {
    CpuMeter.ProcessStat stat =
        CpuMeter.ProcessStat.parse(
            "42 (post (gres) 1 2) S 1 42 42 0 -1 4194560 500 0 0 0 10 3 200 40 20 0 1 0 99 1 2");

    assertThat(stat.own()).isEqualTo(13);
    assertThat(stat.ofEndedChildren()).isEqualTo(240);
  }

  @Test
  void own_process_uses_time_and_a_missing_one_none() {
    assertThat(CpuMeter.ProcessStat.read(ProcessHandle.current().pid()).own()).isPositive();
    assertThat(CpuMeter.ProcessStat.read(Long.MAX_VALUE).own()).isZero();
  }
}
