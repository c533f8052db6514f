@NullMarked
package io.payonce.ingest;

import org.jspecify.annotations.NullMarked;
