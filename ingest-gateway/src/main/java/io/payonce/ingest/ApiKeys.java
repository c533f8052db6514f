package io.payonce.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.ingest.http.HttpCall;
import io.payonce.ingest.http.RequestRefused;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The keys with which internal systems come in, as SHA-256 digests in lower-case hex. */
final class ApiKeys {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final String SCHEME = "Bearer ";

  private final List<byte[]> digests;

  /**
   * @throws IllegalArgumentException if a digest is not one
   */
  ApiKeys(List<String> digests) {
    for (String digest : digests) {
      if (!DIGEST.matcher(digest).matches()) {
        throw new IllegalArgumentException("not a SHA-256 in lower-case hex");
      }
    }
    this.digests = digests.stream().map(digest -> digest.getBytes(UTF_8)).toList();
  }

  /**
   * @throws RequestRefused with 401, unless the call bears one of the keys
   */
  void require(HttpCall call) {
    String authorization = call.header("Authorization");
    boolean bearer =
        authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
            && authorization.length() > SCHEME.length();
    if (!bearer || !isKnown(authorization.substring(SCHEME.length()).strip())) {
      throw new RequestRefused(
          401, "An API key is needed.", Map.of("WWW-Authenticate", SCHEME.strip()));
    }
  }

  /** Compares with all of them, each in a time that does not tell how much of it was right. */
  private boolean isKnown(String key) {
    byte[] given = Sha256.hex(key.getBytes(UTF_8)).getBytes(UTF_8);
    boolean known = false;
    for (byte[] digest : digests) {
      known |= MessageDigest.isEqual(digest, given);
    }
    return known;
  }
}
