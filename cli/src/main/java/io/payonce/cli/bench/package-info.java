/** The subcommands that measure. */
@NullMarked
package io.payonce.cli.bench;

import org.jspecify.annotations.NullMarked;
