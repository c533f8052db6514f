/** Real Kafka, PostgreSQL and Redis from Maven artifacts alone, ended with the JVM. */
@NullMarked
package io.payonce.embedded;

import org.jspecify.annotations.NullMarked;
