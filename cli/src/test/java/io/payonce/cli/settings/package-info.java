@NullMarked
package io.payonce.cli.settings;

import org.jspecify.annotations.NullMarked;
