@NullMarked
package io.payonce.consumer.limits;

import org.jspecify.annotations.NullMarked;
