package io.payonce.cli.check;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a person needs to see why a signature does not fit. Holds no secret, and nothing to forge
 * with.
 *
 * @param canonicalText what would have been signed, secrets masked
 * @param received the signature that came; empty where there is none
 * @param expectedMasked the beginning of the one that should have come
 * @param suspicions what is wrong with this very request, as far as can be told
 */
record SignatureEvidence(
    String canonicalText, String received, String expectedMasked, List<String> suspicions) {
  SignatureEvidence {
    requireNonNull(canonicalText, "canonicalText is null");
    requireNonNull(received, "received is null");
    requireNonNull(expectedMasked, "expectedMasked is null");
    suspicions = List.copyOf(suspicions);
  }
}
