/** Commands that lack an outcome, and what is said of those that are overdue. */
@NullMarked
package io.payonce.auditor.watching;

import org.jspecify.annotations.NullMarked;
