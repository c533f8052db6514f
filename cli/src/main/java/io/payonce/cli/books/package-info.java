/** Checking the books: {@code payonce books}. */
@NullMarked
package io.payonce.cli.books;

import org.jspecify.annotations.NullMarked;
