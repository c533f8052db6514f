package io.payonce.benchmarks;

import io.payonce.benchmarks.rig.Work;
import io.payonce.schemas.CallbackCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Takes callbacks through by one or several lanes at once, each its own share of them. The first
 * quarter is to warm up and is not measured.
 */
final class Lanes {
  private static final int WARM_UP_QUARTER = 4;

  private Lanes() {}

  /** What is done with a share of the callbacks. */
  interface Lane {
    void take(List<CallbackCommand> callbacks) throws Exception;
  }

  /**
   * Runs all lanes to their end, twice: a quarter to warm up, then the rest.
   *
   * @param workload whose callbacks are made beforehand and not measured
   * @return callbacks a second of the measured part
   * @throws ExecutionException what a lane failed with
   */
  static double perSecond(Workload workload, List<? extends Lane> lanes)
      throws InterruptedException, ExecutionException {
    int warmUp = workload.records() / WARM_UP_QUARTER;
    List<List<CallbackCommand>> first = shares(workload, 0, warmUp, lanes.size());
    List<List<CallbackCommand>> rest = shares(workload, warmUp, workload.records(), lanes.size());
    try (ExecutorService threads = Executors.newFixedThreadPool(lanes.size())) {
      run(threads, lanes, first);
      Duration elapsed = run(threads, lanes, rest);
      return Work.perSecond(workload.records() - warmUp, elapsed);
    }
  }

  /** Callbacks of one transaction are of one share, as they are of one partition. */
  private static List<List<CallbackCommand>> shares(
      Workload workload, int from, int to, int lanes) {
    List<List<CallbackCommand>> shares = new ArrayList<>();
    for (int lane = 0; lane < lanes; lane++) {
      shares.add(new ArrayList<>());
    }
    for (int position = from; position < to; position++) {
      CallbackCommand callback = workload.callback(position);
      shares.get(Math.floorMod(callback.transactionId().hashCode(), lanes)).add(callback);
    }
    return shares;
  }

  private static Duration run(
      ExecutorService threads, List<? extends Lane> lanes, List<List<CallbackCommand>> shares)
      throws InterruptedException, ExecutionException {
    long began = System.nanoTime();
    List<Future<?>> running = new ArrayList<>();
    for (int lane = 0; lane < lanes.size(); lane++) {
      Lane taking = lanes.get(lane);
      List<CallbackCommand> share = shares.get(lane);
      running.add(
          threads.submit(
              () -> {
                taking.take(share);
                return true;
              }));
    }
    for (Future<?> each : running) {
      each.get();
    }
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
