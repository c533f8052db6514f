/** Refunds, from the request to the answer. */
@NullMarked
package io.payonce.ingest.refunds;

import org.jspecify.annotations.NullMarked;
