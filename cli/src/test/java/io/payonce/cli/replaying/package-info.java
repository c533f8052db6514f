@NullMarked
package io.payonce.cli.replaying;

import org.jspecify.annotations.NullMarked;
