/** Dead letters: what was given up, and what people do about it. */
@NullMarked
package io.payonce.cli.letters;

import org.jspecify.annotations.NullMarked;
