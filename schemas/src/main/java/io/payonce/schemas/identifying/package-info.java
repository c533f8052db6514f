/** Which command a record is, where its value does not say so. */
@NullMarked
package io.payonce.schemas.identifying;

import org.jspecify.annotations.NullMarked;
