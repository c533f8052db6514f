package io.payonce.cli.letters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.schemas.CommandKind;
import io.payonce.schemas.RecordHeaders;
import io.payonce.schemas.Topics;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RedrivenRecordTest {
  private static final String FIRST = "00000000-0000-7000-8000-000000000001";

  @Test
  void the_id_of_a_sending_follows_from_the_letter_and_the_attempt() {
    UUID id = RedrivenRecord.commandId(letter(3, 17, bytes("k")), 1);

    assertThat(RedrivenRecord.commandId(letter(3, 17, null), 1)).isEqualTo(id);
    assertThat(
            List.of(
                RedrivenRecord.commandId(letter(3, 17, null), 2),
                RedrivenRecord.commandId(letter(3, 18, null), 1),
                RedrivenRecord.commandId(letter(4, 17, null), 1)))
        .doesNotHaveDuplicates()
        .doesNotContain(id);
  }

  @Test
  void bytes_and_other_headers_stay_and_those_of_the_former_sending_go() {
    Letter letter = letter(3, 17, bytes("k"));
    for (String name :
        List.of(
            RecordHeaders.REPLY_TO,
            RecordHeaders.RETRY_ATTEMPT,
            RecordHeaders.PARKED_SINCE,
            RecordHeaders.DEAD_LETTER_SOURCE,
            RecordHeaders.REREAD,
            "trace")) {
      letter.record().headers().add(name, bytes("x"));
    }
    letter.record().headers().add(RecordHeaders.COMMAND_ID, bytes(FIRST));
    ProducerRecord<byte[], byte[]> record =
        RedrivenRecord.of(letter, new Topics("n."), new UUID(1, 2), 1);

    assertThat(record.topic()).isEqualTo("n.payment.callback");
    assertThat(record.key()).isEqualTo(bytes("k"));
    assertThat(record.value()).isEqualTo(bytes("}{"));
    assertThat(record.headers())
        .extracting(Header::key)
        .containsExactlyInAnyOrder(
            "trace",
            RecordHeaders.REREAD,
            RecordHeaders.COMMAND_ID,
            RecordHeaders.REDRIVE_OF,
            RecordHeaders.REDRIVE_ATTEMPT,
            RecordHeaders.REDRIVEN_COMMAND);
    assertThat(record.headers().lastHeader(RecordHeaders.COMMAND_ID).value())
        .isEqualTo(bytes(new UUID(1, 2).toString()));
    assertThat(record.headers().lastHeader(RecordHeaders.REDRIVEN_COMMAND).value())
        .isEqualTo(bytes(FIRST));
  }

  @Test
  void a_record_without_a_key_keeps_its_partition() {
    Topics topics = new Topics("");
    assertThat(RedrivenRecord.of(letter(3, 17, null), topics, new UUID(1, 2), 1).partition())
        .isEqualTo(3);
    assertThat(RedrivenRecord.of(letter(3, 17, bytes("k")), topics, new UUID(1, 2), 1).partition())
        .isNull();
  }

  private static Letter letter(int partition, long offset, byte @Nullable [] key) {
    return new Letter(
        new LetterId(CommandKind.CALLBACK, partition, offset),
        new UUID(7, 7),
        new ConsumerRecord<>(
            "n.payment.callback.dead-letter", partition, offset, key, bytes("}{")));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
