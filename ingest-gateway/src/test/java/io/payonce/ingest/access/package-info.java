@NullMarked
package io.payonce.ingest.access;

import org.jspecify.annotations.NullMarked;
