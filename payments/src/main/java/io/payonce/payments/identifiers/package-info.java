/** How outside identifiers are spelled, in every command and every table. */
@NullMarked
package io.payonce.payments.identifiers;

import org.jspecify.annotations.NullMarked;
