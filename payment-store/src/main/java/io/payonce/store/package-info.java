/**
 * PostgreSQL through Jdbi: the migrations, loading and storing the orders of a batch, and how far
 * the commands have been read. Every statement is set-based: one round trip a batch, not a command.
 */
@NullMarked
package io.payonce.store;

import org.jspecify.annotations.NullMarked;
