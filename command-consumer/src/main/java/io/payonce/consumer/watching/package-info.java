/** What operators see of a worker: how far behind it is, and what its steps take. */
@NullMarked
package io.payonce.consumer.watching;

import org.jspecify.annotations.NullMarked;
