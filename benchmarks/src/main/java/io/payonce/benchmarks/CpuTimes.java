package io.payonce.benchmarks;

import java.time.Duration;

/**
 * CPU time by process.
 *
 * @param kafka the broker and all else in the JVM of the benchmark, but
 * @param client the thread that counts outcomes
 */
record CpuTimes(
    Duration worker, Duration kafka, Duration postgres, Duration redis, Duration client) {
  Duration all() {
    return worker.plus(kafka).plus(postgres).plus(redis).plus(client);
  }

  CpuTimes minus(CpuTimes earlier) {
    return new CpuTimes(
        worker.minus(earlier.worker),
        kafka.minus(earlier.kafka),
        postgres.minus(earlier.postgres),
        redis.minus(earlier.redis),
        client.minus(earlier.client));
  }
}
