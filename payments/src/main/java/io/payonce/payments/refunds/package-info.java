/** What becomes of a request to pay back, pure: before the gateway is called, and after. */
@NullMarked
package io.payonce.payments.refunds;

import org.jspecify.annotations.NullMarked;
