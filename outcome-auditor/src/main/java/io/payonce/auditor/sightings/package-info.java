/** What of a record the auditor keeps. */
@NullMarked
package io.payonce.auditor.sightings;

import org.jspecify.annotations.NullMarked;
