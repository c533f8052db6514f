@NullMarked
package io.payonce.auditor.running;

import org.jspecify.annotations.NullMarked;
