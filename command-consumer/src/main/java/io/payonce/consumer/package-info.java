/**
 * Kafka in, Kafka out: polls a batch, hands it to a handler, publishes what the handler answers,
 * and keeps the place. Knows retry tiers, dead letters and progress, and nothing of payments.
 */
@NullMarked
package io.payonce.consumer;

import org.jspecify.annotations.NullMarked;
