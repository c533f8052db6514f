/** Too much of one outcome. */
@NullMarked
package io.payonce.auditor.storms;

import org.jspecify.annotations.NullMarked;
