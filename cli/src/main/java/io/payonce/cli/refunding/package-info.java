/** The demo's second act: orders that are paid, and paid back by impatient people. */
@NullMarked
package io.payonce.cli.refunding;

import org.jspecify.annotations.NullMarked;
