@NullMarked
package io.payonce.store.views;

import org.jspecify.annotations.NullMarked;
