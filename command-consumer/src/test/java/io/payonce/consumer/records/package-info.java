@NullMarked
package io.payonce.consumer.records;

import org.jspecify.annotations.NullMarked;
