/** What a payment gateway's protocol must be able to do for us, and which ones are offered. */
@NullMarked
package io.payonce.methods;

import org.jspecify.annotations.NullMarked;
