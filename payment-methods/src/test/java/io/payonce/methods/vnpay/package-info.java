@NullMarked
package io.payonce.methods.vnpay;

import org.jspecify.annotations.NullMarked;
