/** HTTP as the ingress speaks it: routes, limits, and one shape for every error. */
@NullMarked
package io.payonce.ingest.http;

import org.jspecify.annotations.NullMarked;
