@NullMarked
package io.payonce.simulator;

import org.jspecify.annotations.NullMarked;
