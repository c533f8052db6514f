@NullMarked
package io.payonce.cli.operating;

import org.jspecify.annotations.NullMarked;
