@NullMarked
package io.payonce.callbacks.reconciling;

import org.jspecify.annotations.NullMarked;
