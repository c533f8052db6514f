/** What operators do about Redis: {@code payonce locks} and {@code payonce cache}. */
@NullMarked
package io.payonce.cli.redis;

import org.jspecify.annotations.NullMarked;
