/** The service that watches from outside that every command gets its outcome. */
@NullMarked
package io.payonce.auditor;

import org.jspecify.annotations.NullMarked;
