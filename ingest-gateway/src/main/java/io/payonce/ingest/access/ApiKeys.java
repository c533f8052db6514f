package io.payonce.ingest.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.ingest.http.HttpCall;
import io.payonce.ingest.http.RequestRefused;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The keys with which internal systems come in, as SHA-256 digests in lower-case hex, each with its
 * own allowance of calls. Safe for many threads.
 */
public final class ApiKeys {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final String SCHEME = "Bearer ";

  private record Key(byte[] digest, Optional<TokenBucket> calls) {}

  private final List<Key> keys;

  /**
   * @param rate of each key; empty for no limit
   * @throws IllegalArgumentException if a digest is not one
   */
  public ApiKeys(List<String> digests, Optional<Rate> rate) {
    for (String digest : digests) {
      if (!DIGEST.matcher(digest).matches()) {
        throw new IllegalArgumentException("not a SHA-256 in lower-case hex");
      }
    }
    keys =
        digests.stream()
            .distinct()
            .map(
                digest ->
                    new Key(
                        digest.getBytes(UTF_8),
                        rate.map(limit -> new TokenBucket(limit, System::nanoTime))))
            .toList();
  }

  /**
   * @throws RequestRefused with 401, unless the call bears one of the keys; with 429, if that key
   *     is used too often
   */
  public void require(HttpCall call) {
    String authorization = call.header("Authorization");
    boolean bearer =
        authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
            && authorization.length() > SCHEME.length();
    Optional<Key> key =
        bearer ? find(authorization.substring(SCHEME.length()).strip()) : Optional.empty();
    if (key.isEmpty()) {
      throw new RequestRefused(
          401, "An API key is needed.", Map.of("WWW-Authenticate", SCHEME.strip()));
    }
    Duration wait = key.get().calls().map(TokenBucket::take).orElse(Duration.ZERO);
    if (wait.isPositive()) {
      throw TooMany.refusal("This API key is used too often.", wait);
    }
  }

  /** Compares with all of them, each in a time that does not tell how much of it was right. */
  private Optional<Key> find(String given) {
    byte[] digest = Sha256.hex(given.getBytes(UTF_8)).getBytes(UTF_8);
    Optional<Key> found = Optional.empty();
    for (Key key : keys) {
      if (MessageDigest.isEqual(key.digest(), digest)) {
        found = Optional.of(key);
      }
    }
    return found;
  }
}
