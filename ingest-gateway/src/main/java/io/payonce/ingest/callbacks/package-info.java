/**
 * What gateways send and what customers' browsers bring back: verified, never believed unverified.
 */
@NullMarked
package io.payonce.ingest.callbacks;

import org.jspecify.annotations.NullMarked;
