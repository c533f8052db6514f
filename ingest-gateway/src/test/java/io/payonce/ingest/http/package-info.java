@NullMarked
package io.payonce.ingest.http;

import org.jspecify.annotations.NullMarked;
