/** What operators look at, and how they settle what nobody else can. */
@NullMarked
package io.payonce.cli.operating;

import org.jspecify.annotations.NullMarked;
