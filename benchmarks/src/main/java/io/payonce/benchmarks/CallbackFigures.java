package io.payonce.benchmarks;

/**
 * What a run measured; there is none unless its guarantees held.
 *
 * @param batched callbacks through Kafka, Redis and PostgreSQL from the first outcomes to the last
 * @param warm the later half of them, when the worker had warmed up
 * @param oneAtATime callbacks a second, each in a transaction of its own
 * @param sqlOnly callbacks a second of the worker's transactions alone
 */
public record CallbackFigures(
    BenchSize size, Stretch batched, Stretch warm, double oneAtATime, double sqlOnly) {}
