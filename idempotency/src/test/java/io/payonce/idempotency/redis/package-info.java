@NullMarked
package io.payonce.idempotency.redis;

import org.jspecify.annotations.NullMarked;
