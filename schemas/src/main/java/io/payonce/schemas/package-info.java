/**
 * The contracts on the wire: commands, outcomes, replies, topics, record headers and idempotency
 * keys. Values are JSON; the JSON Schemas are resources beside this package, and samples of every
 * version ever written stay readable for ever.
 */
@NullMarked
package io.payonce.schemas;

import org.jspecify.annotations.NullMarked;
