/** VNPAY 2.1.0: its signature, its callbacks and what they are answered with, its payment page. */
@NullMarked
package io.payonce.methods.vnpay;

import org.jspecify.annotations.NullMarked;
