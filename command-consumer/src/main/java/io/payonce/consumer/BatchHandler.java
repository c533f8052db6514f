package io.payonce.consumer;

/** What a worker does with its records. Called by one thread at a time. */
public interface BatchHandler extends Disposition.GivingUp {

  /**
   * Takes a batch through. When it returns, the effects are committed together with the progress of
   * the held partitions.
   *
   * @throws RuntimeException if the batch had no effect or its effect is not known. The batch comes
   *     again, after a pause; so the outcome of each command must be a function of the command and
   *     the database
   */
  BatchResult handle(Batch batch);
}
