@NullMarked
package io.payonce.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
