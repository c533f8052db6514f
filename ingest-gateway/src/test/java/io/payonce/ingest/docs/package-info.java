@NullMarked
package io.payonce.ingest.docs;

import org.jspecify.annotations.NullMarked;
