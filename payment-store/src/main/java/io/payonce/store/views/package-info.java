/** What the database says of an order, for people and programs that only look. */
@NullMarked
package io.payonce.store.views;

import org.jspecify.annotations.NullMarked;
