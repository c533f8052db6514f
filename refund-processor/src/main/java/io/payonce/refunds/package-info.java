/**
 * The service for refund commands: writes the intent, calls the gateway, writes what it answered.
 */
@NullMarked
package io.payonce.refunds;

import org.jspecify.annotations.NullMarked;
