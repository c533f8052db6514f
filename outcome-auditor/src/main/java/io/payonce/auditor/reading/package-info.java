/** How far the topics are read, by all instances together. */
@NullMarked
package io.payonce.auditor.reading;

import org.jspecify.annotations.NullMarked;
