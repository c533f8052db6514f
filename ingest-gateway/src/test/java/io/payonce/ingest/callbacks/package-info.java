@NullMarked
package io.payonce.ingest.callbacks;

import org.jspecify.annotations.NullMarked;
