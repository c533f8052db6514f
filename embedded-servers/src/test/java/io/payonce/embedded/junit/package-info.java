@NullMarked
package io.payonce.embedded.junit;

import org.jspecify.annotations.NullMarked;
