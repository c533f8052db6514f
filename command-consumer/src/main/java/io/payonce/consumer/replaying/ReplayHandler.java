package io.payonce.consumer.replaying;

import io.payonce.consumer.Batch;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Takes records through again, as a worker would, past the cache and under the locks. */
public interface ReplayHandler {

  /**
   * Takes a batch through. A record whose key somebody else has locked is tried until it is free.
   * Handling the same batch again gives the same results.
   *
   * @param stopped asked while it waits for a lock
   * @return a result for each record; empty if it was stopped before each had one
   * @throws RuntimeException if that is not known to have had its effect; it is to be handled again
   */
  Optional<List<Replayed>> handle(Batch batch, BooleanSupplier stopped);
}
