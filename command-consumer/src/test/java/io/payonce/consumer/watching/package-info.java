@NullMarked
package io.payonce.consumer.watching;

import org.jspecify.annotations.NullMarked;
