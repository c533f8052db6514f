/** What the services can be told: checked against an environment, and written down. */
@NullMarked
package io.payonce.cli.settings;

import org.jspecify.annotations.NullMarked;
