/** Commands on their way to the workers, and the workers' replies on their way back. */
@NullMarked
package io.payonce.ingest.commands;

import org.jspecify.annotations.NullMarked;
