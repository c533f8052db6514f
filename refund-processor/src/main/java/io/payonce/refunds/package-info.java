/** The service for refund commands, which does not read them yet. */
@NullMarked
package io.payonce.refunds;

import org.jspecify.annotations.NullMarked;
