@NullMarked
package io.payonce.ingest.refunds;

import org.jspecify.annotations.NullMarked;
