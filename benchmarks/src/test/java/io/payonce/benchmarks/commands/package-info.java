@NullMarked
package io.payonce.benchmarks.commands;

import org.jspecify.annotations.NullMarked;
