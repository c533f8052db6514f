/** Everything that Payonce consists of, started in one process, and its API as a shop uses it. */
@NullMarked
package io.payonce.cli.stack;

import org.jspecify.annotations.NullMarked;
