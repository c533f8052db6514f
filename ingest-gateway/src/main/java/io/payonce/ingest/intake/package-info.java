/** What all requests of internal systems have in common, from their body to the command desk. */
@NullMarked
package io.payonce.ingest.intake;

import org.jspecify.annotations.NullMarked;
