package io.payonce.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackCheckInputTest {
  private static final String PLANTED = "PLANTED0SECRET0NOBODY0MAY0SEE";

  @Test
  void answers_come_in_the_order_of_the_array_and_a_bad_one_spoils_no_other() {
    ArrayNode input = JsonNodeFactory.instance.arrayNode();
    input.add(Captured.get("good", Captured.S1));
    input.add(17);
    input.add(Captured.get("forged", Captured.TEXT + "&vnp_SecureHash=00"));
    input.add(Captured.get("wrong type", "").put("gateway", 5));
    input.add(Captured.get("also good", Captured.S2));

    CheckRun run = CheckRun.json(input);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.findings())
        .extracting(finding -> finding.get("id").asText() + " " + finding.get("reason").asText())
        .containsExactly(
            "good null",
            "null unreadable-request",
            "forged bad-signature",
            "wrong type unreadable-request",
            "also good null");
    assertThat(run.err().lines())
        .containsExactly(
            "payonce: request 2: a captured request must be a JSON object",
            "payonce: request 4: gateway must be a string");
  }

  @Test
  void thousand_requests_get_thousand_answers() {
    ArrayNode input = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < 1_000; i++) {
      input.add(Captured.get("request " + i, i % 2 == 0 ? Captured.S1 : Captured.TEXT));
    }

    CheckRun run = CheckRun.json(input);

    assertThat(run.findings()).hasSize(1_000);
    for (int i = 0; i < 1_000; i++) {
      assertThat(run.findings().get(i).get("id").textValue()).isEqualTo("request " + i);
      assertThat(run.findings().get(i).get("valid").booleanValue()).isEqualTo(i % 2 == 0);
    }
  }

  @Test
  void empty_array_gets_an_empty_answer() {
    assertThat(CheckRun.json("[]")).isEqualTo(new CheckRun(0, "[]" + System.lineSeparator(), ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "{",
        "[1",
        "nonsense",
        "{\"a\":1,\"a\":2}",
        "{} {}",
        "5",
        "\"text\"",
        "null",
        "{}"
      })
  void what_cannot_be_read_is_told_in_one_line_with_exit_code_2(String input) {
    CheckRun run = CheckRun.json(input);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).singleElement().asString().startsWith("payonce: ");
  }

  @ParameterizedTest
  @CsvSource({
    "/secrets,hashSecret,secrets.hashSecret must be a string",
    "/secrets,tmnCode,secrets.tmnCode must be a string",
    "/http,query,http.query must be a string",
    "/http,body,http.body must be a string",
    "/http,method,http.method must be a string",
    "/http,headers,http.headers must be an object"
  })
  void wrong_type_is_named(String at, String member, String words) {
    ObjectNode request = Captured.get("a", Captured.S1);
    request.withObject(at).put(member, 12);

    assertThat(CheckRun.json(request)).isEqualTo(unreadable(words));
  }

  @Test
  void wrong_type_of_the_whole_and_of_a_header_is_named() {
    assertThat(CheckRun.json(Captured.get("a", "").put("http", "x")))
        .isEqualTo(unreadable("http must be an object"));
    assertThat(CheckRun.json(Captured.get("a", "").put("secrets", true)))
        .isEqualTo(unreadable("secrets must be an object"));
    assertThat(CheckRun.json(Captured.get("a", "").put("id", true)))
        .isEqualTo(unreadable("id must be a string or a number"));
    ObjectNode request = Captured.post("", "", "");
    request.withObject("/http/headers").put("X", 1);
    assertThat(CheckRun.json(request))
        .isEqualTo(unreadable("http.headers must hold strings, or arrays of strings"));
  }

  @Test
  void headers_may_be_lists_and_what_is_missing_is_null() {
    ObjectNode request = Captured.post("", "", Captured.S1);
    request.withObject("/http/headers").putArray("content-type").add("text/plain");
    request.remove("id");

    assertThat(CheckRun.json(request).finding().get("reason").textValue())
        .isEqualTo("unsupported-media-type");
    assertThat(CheckRun.json(request).finding().get("id").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"secrets\":{\"hashSecret\":" + PLANTED + "}}",
        "{\"" + PLANTED + "\":1,\"" + PLANTED + "\":2}",
        "{\"secrets\":{\"hashSecret\":\"" + PLANTED + "\\q\"}}",
        "{\"id\":[\"" + PLANTED + "\"]}",
        "{\"secrets\":[\"" + PLANTED + "\"],\"gateway\":\"VNPAY\",\"http\":{}}",
        "{\"gateway\":\"" + PLANTED + "\"}",
        "\"" + PLANTED + "\""
      })
  void errors_repeat_nothing_of_the_input(String input) {
    CheckRun run = CheckRun.json(input);

    assertThat(run.exitCode()).isPositive();
    assertThat(run.out() + run.err()).isNotEmpty().doesNotContain(PLANTED);
  }

  private static CheckRun unreadable(String words) {
    return new CheckRun(2, "", "payonce: " + words + System.lineSeparator());
  }
}
