/**
 * The domain, pure: what an order, a payment attempt, a refund and a claim are, and what becomes of
 * a command. Nothing here knows of Kafka, Redis, JDBC or HTTP.
 */
@NullMarked
package io.payonce.payments;

import org.jspecify.annotations.NullMarked;
