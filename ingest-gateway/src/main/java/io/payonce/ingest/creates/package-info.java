/** Creates, from the request to the answer. */
@NullMarked
package io.payonce.ingest.creates;

import org.jspecify.annotations.NullMarked;
