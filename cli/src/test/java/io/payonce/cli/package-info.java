@NullMarked
package io.payonce.cli;

import org.jspecify.annotations.NullMarked;
