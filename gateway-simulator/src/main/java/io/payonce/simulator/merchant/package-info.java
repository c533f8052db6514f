/**
 * VNPAY's merchant API, played: its books of payments and refunds, its answers to refunds and
 * queries, and the faults that can be asked of it.
 */
@NullMarked
package io.payonce.simulator.merchant;

import org.jspecify.annotations.NullMarked;
