/**
 * What benchmarks on real servers have in common: processes and the CPU time they take, the
 * database, topics and outcomes.
 */
@NullMarked
package io.payonce.benchmarks.rig;

import org.jspecify.annotations.NullMarked;
