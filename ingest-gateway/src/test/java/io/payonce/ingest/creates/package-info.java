@NullMarked
package io.payonce.ingest.creates;

import org.jspecify.annotations.NullMarked;
