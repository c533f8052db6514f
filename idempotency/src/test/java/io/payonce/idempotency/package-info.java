@NullMarked
package io.payonce.idempotency;

import org.jspecify.annotations.NullMarked;
