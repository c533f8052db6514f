/** What of the database is read and kept to ask gateways about what nobody told us of. */
@NullMarked
package io.payonce.store.reconciling;

import org.jspecify.annotations.NullMarked;
