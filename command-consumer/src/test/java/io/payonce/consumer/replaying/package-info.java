@NullMarked
package io.payonce.consumer.replaying;

import org.jspecify.annotations.NullMarked;
