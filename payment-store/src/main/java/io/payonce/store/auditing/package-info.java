/** The invariants of the books, and the checking of them on a live database. */
@NullMarked
package io.payonce.store.auditing;

import org.jspecify.annotations.NullMarked;
