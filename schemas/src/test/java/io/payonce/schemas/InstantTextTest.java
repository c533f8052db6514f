package io.payonce.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantTextTest {
  private static final long YEAR_0 = -62_167_219_200L;
  private static final long YEAR_10000 = 253_402_300_800L;

  @Test
  void what_the_jdk_writes_is_read_as_the_jdk_reads_it() {
    Random random = new Random(20261124);
    for (int i = 0; i < 20_000; i++) {
      int digits = random.nextInt(10);
      long unit = (long) Math.pow(10, 9 - digits);
      Instant instant =
          Instant.ofEpochSecond(
              random.nextLong(YEAR_0, YEAR_10000), random.nextLong(1_000_000_000L) / unit * unit);
      assertThat(JsonFields.InstantText.parse(instant.toString())).isEqualTo(instant);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-24T12:00:00Z",
        "2024-02-29T23:59:59.9Z",
        "2026-11-24T12:00:00.000000001Z",
        "2026-11-24T24:00:00Z",
        "2026-11-24T12:00:00+07:00",
        "+12026-11-24T12:00:00Z",
        "2026-11-24t12:00:00z"
      })
  void other_forms_mean_what_they_mean_to_the_jdk(String text) {
    assertThat(JsonFields.InstantText.parse(text)).isEqualTo(Instant.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2026-02-29T12:00:00Z",
        "2026-13-01T12:00:00Z",
        "2026-00-10T12:00:00Z",
        "2026-11-24T25:00:00Z",
        "2026-11-24T12:60:00Z",
        "2026-11-24T12:00:61Z",
        "2026-11-24T12:00:00.0000000001Z",
        "2026-11-24T12:00:00,5Z",
        "2026-11-24T12:00:00.5",
        "2026-11-24T12:00:0xZ",
        "2026/11/24T12:00:00Z",
        "2026-11-24T12:00Z"
      })
  void what_is_none_to_the_jdk_is_none(String text) {
    assertThatThrownBy(() -> Instant.parse(text)).isInstanceOf(DateTimeException.class);
    assertThatThrownBy(() -> JsonFields.InstantText.parse(text))
        .isInstanceOf(DateTimeException.class);
  }
}
