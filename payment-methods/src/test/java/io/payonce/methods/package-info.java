@NullMarked
package io.payonce.methods;

import org.jspecify.annotations.NullMarked;
