/**
 * VNPAY 2.1.0: its signatures, its callbacks and what they are answered with, its payment page, and
 * its merchant API for refunds and questions.
 */
@NullMarked
package io.payonce.methods.vnpay;

import org.jspecify.annotations.NullMarked;
