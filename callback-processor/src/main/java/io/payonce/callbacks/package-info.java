/**
 * The service that applies callback and create commands, in batches: decode, cache, lock,
 * transaction, finish, and the worker publishes. What becomes of a command is decided by the rules
 * of the domain, over what the database holds.
 */
@NullMarked
package io.payonce.callbacks;

import org.jspecify.annotations.NullMarked;
