/** The ingress: commands come in over HTTP, are checked, and go to Kafka. */
@NullMarked
package io.payonce.ingest;

import org.jspecify.annotations.NullMarked;
