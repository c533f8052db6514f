package io.payonce.cli.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The input: one captured request, or an array of them, as JSON that is not looked into yet.
 *
 * @param alone whether it is one request, not in an array
 */
record CapturedRequests(List<JsonNode> elements, boolean alone) {
  private static final long MOST_BYTES = 256L << 20;

  /** A member that is there twice may be read in two ways: it is refused. */
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxDocumentLength(MOST_BYTES).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  CapturedRequests {
    elements = List.copyOf(elements);
  }

  /**
   * @throws UnreadableRequest if it is no JSON, or neither an object nor an array; says where,
   *     never what
   */
  static CapturedRequests read(InputStream input) throws UnreadableRequest, IOException {
    JsonNode root;
    try {
      root = JSON.readTree(input);
    } catch (JsonProcessingException broken) {
      // The parser's own words repeat pieces of the input, where there are secrets.
      throw new UnreadableRequest("the input is not JSON" + where(broken));
    }
    if (root.isArray()) {
      return new CapturedRequests(root.valueStream().toList(), false);
    }
    if (root.isObject()) {
      return new CapturedRequests(List.of(root), true);
    }
    throw new UnreadableRequest(
        root.isMissingNode()
            ? "the input is empty: a captured request as JSON is needed"
            : "the input must be a JSON object, or an array of them");
  }

  @SuppressWarnings("NullAway") // There may be no location.
  private static String where(JsonProcessingException broken) {
    JsonLocation location = broken.getLocation();
    return location == null
        ? ""
        : ": line " + location.getLineNr() + ", column " + location.getColumnNr();
  }
}
