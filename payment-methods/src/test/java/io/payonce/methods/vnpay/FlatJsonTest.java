package io.payonce.methods.vnpay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FlatJsonTest {
  @Test
  void values_keep_their_spelling() {
    assertThat(
            FlatJson.read(
                """
                {"a":"x\\u00e9","b":1000,"c":1.50,"d":9223372036854775808123,"e":null,"f":true,
                "g":-0,"h":1E3}\
                """
                    .getBytes(UTF_8)))
        .containsExactly(
            Map.entry("a", "xé"),
            Map.entry("b", "1000"),
            Map.entry("c", "1.50"),
            Map.entry("d", "9223372036854775808123"),
            Map.entry("e", ""),
            Map.entry("f", "true"),
            Map.entry("g", "-0"),
            Map.entry("h", "1E3"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "1",
        "<html>secret</html>",
        "{",
        "{\"a\":\"secret\"",
        "{\"a\":1}{}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":{}}",
        "{\"a\":[]}",
        "{\"a\":secret}",
        "{\"a\":1} x"
      })
  void what_is_no_flat_object_is_refused_and_not_repeated(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FlatJson.read(text.getBytes(UTF_8)))
        .withMessageNotContaining("secret");
  }

  @Test
  void what_is_no_utf_8_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FlatJson.read("{\"a\":\"é\"}".getBytes(ISO_8859_1)));
  }

  @Test
  void what_is_written_is_read_again() {
    String text = "\"\\ \n \u0001 đ | </";
    assertThat(FlatJson.read(FlatJson.write(List.of(Map.entry("a", text))).getBytes(UTF_8)))
        .containsExactly(Map.entry("a", text));
  }
}
