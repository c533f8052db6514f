/** What operators are given to see with: rules, dashboards, and what they ask for. */
@NullMarked
package io.payonce.system.observability;

import org.jspecify.annotations.NullMarked;
