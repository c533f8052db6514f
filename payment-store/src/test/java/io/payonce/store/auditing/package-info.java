@NullMarked
package io.payonce.store.auditing;

import org.jspecify.annotations.NullMarked;
