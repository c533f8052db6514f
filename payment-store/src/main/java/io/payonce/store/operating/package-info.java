/** What operators write: what they did about dead letters and gaps, and why. */
@NullMarked
package io.payonce.store.operating;

import org.jspecify.annotations.NullMarked;
