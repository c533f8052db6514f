/** Tells whether captured callbacks are genuine. */
@NullMarked
package io.payonce.cli.check;

import org.jspecify.annotations.NullMarked;
