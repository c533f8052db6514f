/** Tests of refunds, with real servers and a simulated gateway. */
@NullMarked
package io.payonce.refunds;

import org.jspecify.annotations.NullMarked;
