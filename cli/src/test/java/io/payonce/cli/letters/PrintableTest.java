package io.payonce.cli.letters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void text_stays_text_and_what_steers_a_terminal_is_escaped() {
    assertThat(Printable.text("Đơn hàng\\\n\u001b[31m\u202e", 100))
        .isEqualTo("Đơn hàng\\\\\\u{a}\\u{1b}[31m\\u{202e}");
  }

  @Test
  void bytes_that_are_no_text_are_told_one_by_one() {
    byte[] bytes = {(byte) 0xff, 'a', '\\', 0};
    assertThat(Printable.text(bytes, 100)).isEqualTo("\\xffa\\x5c\\x00");
    assertThat(Printable.strict(bytes)).isEmpty();
    assertThat(Printable.hex(bytes, 2)).isEqualTo("ff61");
  }

  @Test
  void what_is_left_out_is_said() {
    assertThat(Printable.text("abcdef".getBytes(UTF_8), 4)).isEqualTo("abcd... and 2 bytes more");
  }
}
