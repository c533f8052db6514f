package io.payonce.benchmarks;

import io.payonce.benchmarks.rig.Work;

/**
 * A part of a run.
 *
 * @param written what was written meanwhile
 */
record Stretch(Work work, Written written) {

  /**
   * Bytes that were written.
   *
   * @param wal of PostgreSQL's log
   * @param redis by which Redis holds more
   * @param kafka of the outcomes' and the commands' logs, at rest
   */
  record Written(long wal, long redis, long kafka) {
    Written minus(Written earlier) {
      return new Written(wal - earlier.wal, redis - earlier.redis, kafka - earlier.kafka);
    }
  }

  double perSecond() {
    return work.perSecond();
  }

  /** Bytes for one callback. */
  long each(long bytes) {
    return Math.round((double) bytes / Math.max(1, work.count()));
  }
}
