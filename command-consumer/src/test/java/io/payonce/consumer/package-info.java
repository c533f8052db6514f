@NullMarked
package io.payonce.consumer;

import org.jspecify.annotations.NullMarked;
