/** What every service main needs: settings, lifecycle, health, metrics and logging. */
@NullMarked
package io.payonce.runtime;

import org.jspecify.annotations.NullMarked;
