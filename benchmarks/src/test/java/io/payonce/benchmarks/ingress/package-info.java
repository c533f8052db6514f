@NullMarked
package io.payonce.benchmarks.ingress;

import org.jspecify.annotations.NullMarked;
