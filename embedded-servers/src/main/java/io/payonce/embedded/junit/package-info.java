/** Gives tests the embedded servers, each test a corner of its own, and looks for what it left. */
@NullMarked
package io.payonce.embedded.junit;

import org.jspecify.annotations.NullMarked;
