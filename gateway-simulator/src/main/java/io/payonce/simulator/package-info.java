/** VNPAY, played: its payment page, its customers and its callbacks. */
@NullMarked
package io.payonce.simulator;

import org.jspecify.annotations.NullMarked;
