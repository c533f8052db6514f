@NullMarked
package io.payonce.embedded;

import org.jspecify.annotations.NullMarked;
