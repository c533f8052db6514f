/** Asks gateways what became of payments and refunds that nobody told us of. */
@NullMarked
package io.payonce.callbacks.reconciling;

import org.jspecify.annotations.NullMarked;
