@NullMarked
package io.payonce.benchmarks.rig;

import org.jspecify.annotations.NullMarked;
