package io.payonce.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "outcome.applied.full",
        "outcome.rejected.full",
        "outcome.duplicate.full",
        "outcome.dead-lettered.full"
      })
  void a_decision_is_read_as_it_was_written(String sample) {
    Decoding<OutcomeMessage> outcome = OutcomeReader.read(Samples.bytes(sample));
    OutcomeMessage message = ((Decoding.Decoded<OutcomeMessage>) outcome).value();
    Reply reply = new Reply.Decided(message, "{\"transactionId\":\"T-1\"}");

    assertThat(Reply.read(Reply.write(reply))).isEqualTo(new Decoding.Decoded<>(reply));
    assertThat(reply.commandId()).isEqualTo(message.commandId());
  }

  @Test
  void a_wait_is_read_as_it_was_written() {
    Reply reply = new Reply.Parked(UUID.fromString("018d6f2a-7c00-7abc-8def-0123456789ab"));

    assertThat(Reply.write(reply))
        .isEqualTo("{\"parked\":\"018d6f2a-7c00-7abc-8def-0123456789ab\"}");
    assertThat(Reply.read(Reply.write(reply))).isEqualTo(new Decoding.Decoded<>(reply));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}", "[]", "{\"parked\":\"secret\"}", "{\"decided\":{}}"})
  void anything_else_is_undecodable(String text) {
    assertThat(Reply.read(text))
        .isInstanceOfSatisfying(
            Decoding.Undecodable.class,
            undecodable -> assertThat(undecodable.problem()).isNotBlank().doesNotContain("secret"));
  }
}
