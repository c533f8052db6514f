/** What reading settings needs of its own: durations as people write them, and slips of the pen. */
@NullMarked
package io.payonce.runtime.settings;

import org.jspecify.annotations.NullMarked;
