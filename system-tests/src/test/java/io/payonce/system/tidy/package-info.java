/** The repository's own habits, checked: sizes, names, links, and what must not be in a file. */
@NullMarked
package io.payonce.system.tidy;

import org.jspecify.annotations.NullMarked;
