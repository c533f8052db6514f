/** What has become of an order, for whoever asks. */
@NullMarked
package io.payonce.ingest.status;

import org.jspecify.annotations.NullMarked;
