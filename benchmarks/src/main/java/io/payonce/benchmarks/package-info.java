/**
 * How many callbacks a second are applied, and at what cost, beside the same work done one record
 * at a time and by set-based SQL alone, on the same servers in the same run.
 */
@NullMarked
package io.payonce.benchmarks;

import org.jspecify.annotations.NullMarked;
