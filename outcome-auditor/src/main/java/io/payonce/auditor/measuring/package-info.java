/** The auditor's metrics. */
@NullMarked
package io.payonce.auditor.measuring;

import org.jspecify.annotations.NullMarked;
