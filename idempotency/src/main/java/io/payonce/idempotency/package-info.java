/**
 * Locks and cached results, by string keys, in batches: they save work, and nothing rests on them.
 */
@NullMarked
package io.payonce.idempotency;

import org.jspecify.annotations.NullMarked;
