package io.payonce.idempotency.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A Lua script over one key.
 *
 * @param text the Lua text
 * @param digest its SHA-1 in lower-case hex, by which a server that has seen it knows it
 */
public record Script(String text, String digest) {

  /**
   * The same over many keys at once, for a server that has them all: it answers with an array, an
   * answer a key. The first value says how many values each key has; they follow, key by key. The
   * script's own {@code KEYS[1]} and {@code ARGV[n]} are read in place: tables made anew for each
   * key would cost the server more than all the rest.
   */
  Script overMany() {
    String one = text.replace("KEYS[1]", "key").replaceAll("ARGV\\[(\\d)]", "ARGV[before + $1]");
    return Script.of(
        """
        local function one(key, before)
        %s
        end
        local each = tonumber(ARGV[1])
        local answers = {}
        for i = 1, #KEYS do
          answers[i] = one(KEYS[i], 1 + (i - 1) * each)
        end
        return answers
        """
            .formatted(one));
  }

  public static Script of(String text) {
    try {
      byte[] sha1 =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return new Script(text, HexFormat.of().formatHex(sha1));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-1", e);
    }
  }
}
