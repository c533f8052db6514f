@NullMarked
package io.payonce.store.operating;

import org.jspecify.annotations.NullMarked;
