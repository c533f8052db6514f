/** The document of the API, and the page that shows it to people. */
@NullMarked
package io.payonce.ingest.docs;

import org.jspecify.annotations.NullMarked;
