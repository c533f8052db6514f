@NullMarked
package io.payonce.store;

import org.jspecify.annotations.NullMarked;
