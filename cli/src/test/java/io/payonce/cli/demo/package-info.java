@NullMarked
package io.payonce.cli.demo;

import org.jspecify.annotations.NullMarked;
