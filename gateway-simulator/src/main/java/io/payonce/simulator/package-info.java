/** VNPAY, played: its payment page, its customers and its callbacks, and the way to steer it. */
@NullMarked
package io.payonce.simulator;

import org.jspecify.annotations.NullMarked;
