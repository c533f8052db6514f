/** Pipelines to a Redis that may be away: bounded in time, and degraded rather than failing. */
@NullMarked
package io.payonce.idempotency.redis;

import org.jspecify.annotations.NullMarked;
