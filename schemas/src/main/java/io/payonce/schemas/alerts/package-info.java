/** What the auditor says on the topic {@code payment.alert}. */
@NullMarked
package io.payonce.schemas.alerts;

import org.jspecify.annotations.NullMarked;
