/** Where traces begin, or go on from a caller's. */
@NullMarked
package io.payonce.ingest.tracing;

import org.jspecify.annotations.NullMarked;
