/** What the pure parts of a callback's way cost, by JMH. */
@NullMarked
package io.payonce.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
