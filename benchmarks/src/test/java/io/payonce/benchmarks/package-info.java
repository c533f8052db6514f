@NullMarked
package io.payonce.benchmarks;

import org.jspecify.annotations.NullMarked;
