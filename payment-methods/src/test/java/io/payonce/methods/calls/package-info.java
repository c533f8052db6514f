@NullMarked
package io.payonce.methods.calls;

import org.jspecify.annotations.NullMarked;
