/** The demo: a day at the shop, played against the real services, and the proof that it adds up. */
@NullMarked
package io.payonce.cli.demo;

import org.jspecify.annotations.NullMarked;
