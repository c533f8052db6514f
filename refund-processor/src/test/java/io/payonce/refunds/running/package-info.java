@NullMarked
package io.payonce.refunds.running;

import org.jspecify.annotations.NullMarked;
