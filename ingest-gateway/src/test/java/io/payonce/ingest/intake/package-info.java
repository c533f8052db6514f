@NullMarked
package io.payonce.ingest.intake;

import org.jspecify.annotations.NullMarked;
