/**
 * Reads a bounded stretch of a topic again, in no group and without touching anybody's progress,
 * and hands it to the handlers that live records go to.
 */
@NullMarked
package io.payonce.consumer.replaying;

import org.jspecify.annotations.NullMarked;
