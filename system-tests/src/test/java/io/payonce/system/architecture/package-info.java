/** The architecture, checked on the compiled classes. */
@NullMarked
package io.payonce.system.architecture;

import org.jspecify.annotations.NullMarked;
