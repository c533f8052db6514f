/**
 * How many creates and refunds a second are carried out, with a gateway that takes its time, and
 * how many calls to it are in flight.
 */
@NullMarked
package io.payonce.benchmarks.commands;

import org.jspecify.annotations.NullMarked;
