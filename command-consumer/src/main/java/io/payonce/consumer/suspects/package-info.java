/** Records that may be what kills the process: how they are told apart, and handled alone. */
@NullMarked
package io.payonce.consumer.suspects;

import org.jspecify.annotations.NullMarked;
