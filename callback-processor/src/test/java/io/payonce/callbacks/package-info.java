/** Tests of the steps of a batch that can be told from outside the database. */
@NullMarked
package io.payonce.callbacks;

import org.jspecify.annotations.NullMarked;
