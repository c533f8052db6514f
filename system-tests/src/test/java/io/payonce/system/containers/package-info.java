/** The servers of the tests as containers of the images that the compose file names. */
@NullMarked
package io.payonce.system.containers;

import org.jspecify.annotations.NullMarked;
