@NullMarked
package io.payonce.cli.letters;

import org.jspecify.annotations.NullMarked;
