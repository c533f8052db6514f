@NullMarked
package io.payonce.runtime.commands;

import org.jspecify.annotations.NullMarked;
