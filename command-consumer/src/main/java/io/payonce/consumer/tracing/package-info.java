/** Traces across records, for those who have OpenTelemetry set up; nothing else pays for them. */
@NullMarked
package io.payonce.consumer.tracing;

import org.jspecify.annotations.NullMarked;
