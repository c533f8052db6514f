/** How much and how fast: the limits that a worker keeps for itself. */
@NullMarked
package io.payonce.consumer.limits;

import org.jspecify.annotations.NullMarked;
