@NullMarked
package io.payonce.cli.topics;

import org.jspecify.annotations.NullMarked;
