package io.payonce.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;

/** Does the same with many things, some of them at a time. */
final class Together {
  private static final int AT_A_TIME = 16;

  private Together() {}

  /**
   * The results in the order of the things.
   *
   * @throws IllegalStateException if one fails
   */
  static <T, R> List<R> map(List<T> things, Progress.Step step, Function<T, R> work) {
    try (ExecutorService workers = Executors.newFixedThreadPool(AT_A_TIME)) {
      List<CompletableFuture<R>> underWay = new ArrayList<>();
      for (T thing : things) {
        underWay.add(CompletableFuture.supplyAsync(() -> work.apply(thing), workers));
        underWay.getLast().thenRun(step::advance);
      }
      return results(underWay, workers);
    }
  }

  /** As {@link #map}, for work that has no result. */
  static <T> void forEach(List<T> things, Progress.Step step, Consumer<T> work) {
    map(
        things,
        step,
        thing -> {
          work.accept(thing);
          return thing;
        });
  }

  private static <R> List<R> results(List<CompletableFuture<R>> underWay, ExecutorService workers) {
    try {
      return underWay.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      workers.shutdownNow();
      throw new IllegalStateException("the demo came to a halt", e.getCause());
    }
  }
}
