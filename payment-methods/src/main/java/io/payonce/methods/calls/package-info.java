/** Calls to gateways over HTTP that end in time, whatever the gateway does. */
@NullMarked
package io.payonce.methods.calls;

import org.jspecify.annotations.NullMarked;
