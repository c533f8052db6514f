@NullMarked
package io.payonce.ingest.status;

import org.jspecify.annotations.NullMarked;
