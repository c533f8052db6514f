@NullMarked
package io.payonce.cli.stack;

import org.jspecify.annotations.NullMarked;
