package io.payonce.benchmarks.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseReaderTest {
  private static final String OK =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nCONTENT-Length:  7\r\n\r\n{\"a\":1}";

  private final ResponseReader reader = new ResponseReader();

  @Test
  void response_that_comes_byte_by_byte_is_complete_with_the_last_one() {
    byte[] bytes = OK.getBytes(UTF_8);
    for (int i = 0; i < bytes.length - 1; i++) {
      reader.space().put(bytes[i]);
      assertThat(reader.isComplete()).as("after %d bytes", i + 1).isFalse();
    }
    reader.space().put(bytes[bytes.length - 1]);

    assertThat(reader.isComplete()).isTrue();
    assertThat(reader.status()).isEqualTo(200);
    assertThat(reader.body()).isEqualTo("{\"a\":1}");
  }

  @Test
  void next_response_is_read_as_if_it_were_the_first() {
    assertThat(isComplete(OK)).isTrue();
    reader.next();

    assertThat(isComplete("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"))
        .isTrue();
    assertThat(reader.status()).isEqualTo(503);
    assertThat(reader.body()).isEmpty();
  }

  @Test
  void line_ends_in_the_body_belong_to_it() {
    assertThat(isComplete("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\na\r\n\r\nb\r\n")).isFalse();
    assertThat(isComplete("c")).isTrue();
    assertThat(reader.body()).isEqualTo("a\r\n\r\nb\r\nc");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 2\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nContent-Length: 20000\r\n\r\n"
      })
  void what_is_not_in_order_is_not_read(String response) {
    assertThatThrownBy(() -> isComplete(response))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("the response is not in order");
  }

  private boolean isComplete(String received) {
    reader.space().put(received.getBytes(UTF_8));
    return reader.isComplete();
  }
}
