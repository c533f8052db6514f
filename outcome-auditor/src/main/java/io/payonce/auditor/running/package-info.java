/** The stream that does the work, from its start to its end. */
@NullMarked
package io.payonce.auditor.running;

import org.jspecify.annotations.NullMarked;
