package io.payonce.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.schemas.alerts.AlertReader;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What readers refuse, whether the schemas agree, and where they may differ. */
class RefusalTest {
  static Stream<Refusal> refusals() {
    return Stream.of(CommandRefusals.all(), OutcomeRefusals.all(), AlertRefusals.all())
        .flatMap(each -> each);
  }

  /**
   * What a schema refuses and a reader lets through: we never write it, and what was written once
   * must stay readable.
   */
  static Stream<Refusal> refusedBySchemaOnly() {
    return Stream.of(
        Refusal.refused("callback.full", "\"NCB\"", "7", ""),
        Refusal.refused("outcome.duplicate.full", "\"REJECTED\"", "\"DUPLICATE\"", ""),
        Refusal.refused("outcome.stale.full", "\"orderVersion\":3", "\"orderVersion\":-3", ""));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void the_reader_names_the_field_and_the_rule_and_never_repeats_the_contents(Refusal refusal) {
    assertThat(read(refusal.contract(), refusal.json().getBytes(UTF_8)))
        .isEqualTo(new Decoding.Undecodable<>(refusal.problem()));
    assertThat(refusal.problem()).doesNotContain("s3cret");
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void the_schema_refuses_what_the_reader_refuses_except_where_noted(Refusal refusal) {
    assertThat(refusal.contract().accepts(refusal.json()))
        .as(refusal.json())
        .isEqualTo(!refusal.seenBySchema());
  }

  @ParameterizedTest
  @MethodSource("refusedBySchemaOnly")
  void the_schema_is_stricter_only_here(Refusal refusal) {
    assertThat(refusal.contract().accepts(refusal.json())).isFalse();
    assertThat(read(refusal.contract(), refusal.json().getBytes(UTF_8)))
        .isInstanceOf(Decoding.Decoded.class);
  }

  @ParameterizedTest
  @EnumSource
  void what_is_no_json_object_is_undecodable(Contract contract) {
    for (String text : new String[] {"", " ", "[]", "1", "\"s3cret\"", "null", "true"}) {
      assertThat(read(contract, text.getBytes(UTF_8)))
          .as(text)
          .isEqualTo(new Decoding.Undecodable<>("the value must be a JSON object"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_is_no_json_is_undecodable(Contract contract) {
    String good = Samples.text(sample(contract));
    String[] texts = {
      "s3cret",
      "{'version':1}",
      "{version:1}",
      good.substring(0, good.length() - 1),
      good.substring(0, good.length() / 2),
      good + "s3cret",
      good + "{}",
      good + "]",
      good.replace("{\"version\":1", "{\"version\":1,\"version\":1"),
      good.replace("\"currency\":", "\"minorUnits\":1,\"currency\":").replaceFirst("}+$", ",}"),
      "\ufeff" + "s3cret",
      "[".repeat(100_000),
      "{\"version\":" + "9".repeat(5_000) + "}",
    };
    for (String text : texts) {
      assertThat(read(contract, text.getBytes(UTF_8)))
          .isEqualTo(new Decoding.Undecodable<>("the value is not JSON"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_schema_cannot_see_that_a_key_stands_twice_but_the_reader_can(Contract contract) {
    String twice =
        Samples.text(sample(contract)).replace("{\"version\":1", "{\"version\":1,\"version\":1");

    assertThat(contract.accepts(twice)).isTrue();
    assertThat(read(contract, twice.getBytes(UTF_8))).isInstanceOf(Decoding.Undecodable.class);
  }

  @ParameterizedTest
  @EnumSource
  void bytes_that_are_not_utf_8_are_undecodable(Contract contract) {
    byte[] bytes = Samples.bytes(sample(contract));
    int insideTheCommandId = Samples.text(sample(contract)).indexOf("018d6f2a");
    for (int wrong : new int[] {0xff, 0xc0, 0x80}) {
      bytes[insideTheCommandId] = (byte) wrong;
      assertThat(read(contract, bytes))
          .isEqualTo(new Decoding.Undecodable<>("the value is not JSON"));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 3, Long.MAX_VALUE})
  void a_newer_version_is_told_apart_and_its_other_fields_are_not_looked_at(long version) {
    String value = "{\"version\":" + version + ",\"commandId\":7}";
    for (Contract contract : Contract.values()) {
      assertThat(read(contract, value.getBytes(UTF_8)))
          .isEqualTo(new Decoding.FutureVersion<>(version));
      assertThat(contract.accepts(value)).isFalse();
    }
  }

  private static String sample(Contract contract) {
    return switch (contract) {
      case OUTCOME -> "outcome.applied.full";
      case ALERT -> "alert.overdue.full";
      case CREATE, CALLBACK, REFUND -> CommandKind.valueOf(contract.name()).label() + ".full";
    };
  }

  private static Decoding<?> read(Contract contract, byte[] value) {
    return switch (contract) {
      case OUTCOME -> OutcomeReader.read(value);
      case ALERT -> AlertReader.read(value);
      case CREATE, CALLBACK, REFUND ->
          CommandReader.read(
              CommandKind.valueOf(contract.name()), value, Optional.empty(), () -> new UUID(1, 2));
    };
  }
}
