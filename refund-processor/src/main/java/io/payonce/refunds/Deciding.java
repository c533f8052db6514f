package io.payonce.refunds;

import static java.util.Objects.requireNonNull;

import io.payonce.payments.OrderId;
import io.payonce.store.WorkingSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * One handler's part in a transaction. What it decided counts only once that is committed. Used by
 * the thread that commits; the handler only waits for its end.
 */
final class Deciding<T> {
  private final Incoming incoming;
  private final Function<WorkingSet, T> decide;
  private final CompletableFuture<T> ended = new CompletableFuture<>();
  private T decided;

  /**
   * @param notHeld what was decided if {@link #decide} is not called
   */
  Deciding(Incoming incoming, Function<WorkingSet, T> decide, T notHeld) {
    this.incoming = requireNonNull(incoming, "incoming is null");
    this.decide = requireNonNull(decide, "decide is null");
    this.decided = requireNonNull(notHeld, "notHeld is null");
  }

  Incoming incoming() {
    return incoming;
  }

  OrderId orderId() {
    return incoming.command().orderId();
  }

  void decide(WorkingSet set) {
    decided = decide.apply(set);
  }

  T decided() {
    return decided;
  }

  void committed() {
    ended.complete(decided);
  }

  void failed(Throwable why) {
    ended.completeExceptionally(why);
  }

  CompletableFuture<T> ended() {
    return ended;
  }
}
