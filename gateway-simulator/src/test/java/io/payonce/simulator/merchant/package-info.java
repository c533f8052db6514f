@NullMarked
package io.payonce.simulator.merchant;

import org.jspecify.annotations.NullMarked;
