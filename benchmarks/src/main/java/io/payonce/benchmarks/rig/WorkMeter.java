package io.payonce.benchmarks.rig;

import io.payonce.embedded.EmbeddedServers;
import java.io.IOException;
import java.time.Duration;

/** Measures what a worker does from one moment to another. For the thread that counts outcomes. */
public final class WorkMeter {
  private final CpuMeter cpu;
  private final OutcomeTopic.Watch watch;

  private WorkMeter(CpuMeter cpu, OutcomeTopic.Watch watch) {
    this.cpu = cpu;
    this.watch = watch;
  }

  public static WorkMeter of(JvmProcess worker, EmbeddedServers servers, OutcomeTopic.Watch watch)
      throws IOException {
    CpuMeter cpu =
        CpuMeter.of(
            worker.pid(), servers.folder().resolve("postgresql-data"), servers.redis().url());
    return new WorkMeter(cpu, watch);
  }

  /**
   * A moment: that of the latest outcome.
   *
   * @param nanos of {@link System#nanoTime}
   */
  public record Mark(int outcomes, long nanos, CpuMeter.Times used) {
    public Work until(Mark later) {
      return new Work(
          later.outcomes - outcomes,
          Duration.ofNanos(Math.max(1, later.nanos - nanos)),
          later.used.minus(used));
    }
  }

  public Mark mark() {
    return new Mark(watch.counted(), watch.latest(), cpu.read());
  }
}
