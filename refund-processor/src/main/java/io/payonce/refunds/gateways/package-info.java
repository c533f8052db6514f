/** What is seen of the calls to gateways. */
@NullMarked
package io.payonce.refunds.gateways;

import org.jspecify.annotations.NullMarked;
