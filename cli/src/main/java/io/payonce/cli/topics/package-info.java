/** Kafka's topics: whether they are as they must be, and what to do where records are gone. */
@NullMarked
package io.payonce.cli.topics;

import org.jspecify.annotations.NullMarked;
