package io.payonce.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/**
 * A cached result as compact JSON; the result itself is a string in it, and so kept to the byte.
 */
final class CachedResultJson {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private CachedResultJson() {}

  static String encode(CachedResult result) {
    try {
      return new String(JSON.writeValueAsBytes(result), UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("result has text that is no Unicode", e);
    }
  }

  /** Empty for what is not a cached result: that is a miss, and the database decides. */
  static Optional<CachedResult> decode(String json) {
    try {
      return Optional.ofNullable(JSON.readValue(json, CachedResult.class));
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }
}
