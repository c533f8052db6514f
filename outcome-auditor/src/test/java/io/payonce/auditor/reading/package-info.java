/** How far the auditor knows to have read: by a Kafka that is played, and by a real one. */
@NullMarked
package io.payonce.auditor.reading;

import org.jspecify.annotations.NullMarked;
