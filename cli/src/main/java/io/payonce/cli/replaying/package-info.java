/** Replaying commands: the plan, the run, its state on the disk, and what is told of it. */
@NullMarked
package io.payonce.cli.replaying;

import org.jspecify.annotations.NullMarked;
