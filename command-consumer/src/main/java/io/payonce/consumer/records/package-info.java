/**
 * Records one by one: each on a virtual thread, in order per key, many keys at a time, while the
 * place of a partition is the lowest position that is not finished. For handlers that call others
 * and may take long.
 */
@NullMarked
package io.payonce.consumer.records;

import org.jspecify.annotations.NullMarked;
