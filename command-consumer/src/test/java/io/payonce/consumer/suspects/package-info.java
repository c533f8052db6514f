@NullMarked
package io.payonce.consumer.suspects;

import org.jspecify.annotations.NullMarked;
