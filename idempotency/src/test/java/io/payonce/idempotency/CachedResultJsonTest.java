package io.payonce.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachedResultJsonTest {

  private static final CachedResult RESULT =
      new CachedResult(
          "sha256:ab",
          "018f",
          new RecordOrigin("topic-id", 3, 1L << 40),
          "owner",
          "{ \"note\" : \"Đã trả \\u00e9\\n\" }");

  @Test
  void result_comes_back_to_the_byte() {
    assertThat(CachedResultJson.decode(CachedResultJson.encode(RESULT))).contains(RESULT);
  }

  @Test
  void layout_is_pinned_because_the_other_version_reads_it_during_an_upgrade() {
    CachedResult small = new CachedResult("f", "c", new RecordOrigin("t", 1, 2), "o", "{}");
    assertThat(CachedResultJson.encode(small))
        .isEqualTo(
            "{\"fingerprint\":\"f\",\"commandId\":\"c\","
                + "\"origin\":{\"topicId\":\"t\",\"partition\":1,\"offset\":2},"
                + "\"owner\":\"o\",\"resultJson\":\"{}\"}");
  }

  @Test
  void field_of_a_later_version_is_ignored() {
    String later = CachedResultJson.encode(RESULT).replaceFirst("\\{", "{\"colour\":\"red\",");
    assertThat(CachedResultJson.decode(later)).contains(RESULT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "true",
        "{}",
        "not JSON",
        "{\"fingerprint\":\"f\"",
        "{\"fingerprint\":null,\"commandId\":\"c\",\"origin\":{\"topicId\":\"t\",\"partition\":1,"
            + "\"offset\":2},\"owner\":\"o\",\"resultJson\":\"{}\"}",
        "{\"fingerprint\":\"f\",\"commandId\":\"c\",\"origin\":{\"topicId\":\"t\",\"partition\":1},"
            + "\"owner\":\"o\",\"resultJson\":\"{}\"}",
        "{\"fingerprint\":\"f\",\"commandId\":\"c\",\"origin\":{\"topicId\":\"t\",\"partition\":1,"
            + "\"offset\":-2},\"owner\":\"o\",\"resultJson\":\"{}\"}"
      })
  void text_that_is_no_result_is_a_miss(String text) {
    assertThat(CachedResultJson.decode(text)).isEmpty();
  }
}
