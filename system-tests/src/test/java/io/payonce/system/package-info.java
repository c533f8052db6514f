/** All services on one set of real servers: the guarantees as objects, watched under faults. */
@NullMarked
package io.payonce.system;

import org.jspecify.annotations.NullMarked;
