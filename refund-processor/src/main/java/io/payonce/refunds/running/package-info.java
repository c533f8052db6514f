/** What runs beside the handlers: the workers' threads, and the count of what is not final. */
@NullMarked
package io.payonce.refunds.running;

import org.jspecify.annotations.NullMarked;
