/** How many callbacks a second the ingress takes, beside a server that does the least possible. */
@NullMarked
package io.payonce.benchmarks.ingress;

import org.jspecify.annotations.NullMarked;
