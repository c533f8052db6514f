/** What runs beside the handlers: the workers' threads, and what is counted of their work. */
@NullMarked
package io.payonce.refunds.running;

import org.jspecify.annotations.NullMarked;
