package io.payonce.benchmarks;

import java.util.Optional;

/**
 * What a run measured; there is none unless its guarantees held.
 *
 * @param few the same by the same worker on a small database, where that was asked for
 * @param batched callbacks through Kafka, Redis and PostgreSQL from the first outcomes to the last
 * @param latency at a steady rate
 * @param oneAtATime callbacks a second, each in a transaction of its own
 * @param sqlOnly callbacks a second of the worker's transactions alone
 */
public record CallbackFigures(
    BenchSize size,
    Optional<Stretch> few,
    Stretch batched,
    WorkerRun.Memory memory,
    Latency latency,
    double oneAtATime,
    double sqlOnly) {}
