@NullMarked
package io.payonce.store.reconciling;

import org.jspecify.annotations.NullMarked;
