@NullMarked
package io.payonce.auditor;

import org.jspecify.annotations.NullMarked;
