package io.payonce.refunds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.consumer.PartitionRef;
import io.payonce.consumer.PartitionSpan;
import io.payonce.consumer.records.RecordPlace;
import io.payonce.payments.OrderId;
import io.payonce.schemas.CommandWriter;
import io.payonce.schemas.RecordHeaders;
import io.payonce.schemas.RefundCommand;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final long OFFSET = 5;
  private final Patience patience = new Patience("blue.");

  @Test
  void somebody_who_waits_is_told_at_once() {
    assertThat(patience.lasts(incoming(0, RecordHeaders.REPLY_TO, "blue.reply:1"))).isFalse();
  }

  @Test
  void where_nobody_waits_a_refund_passes_the_first_two_tiers() {
    assertThat(patience.lasts(incoming(0))).isTrue();
    assertThat(patience.lasts(incoming(0, RecordHeaders.RETRY_ATTEMPT, "1"))).isTrue();
    assertThat(patience.lasts(incoming(0, RecordHeaders.RETRY_ATTEMPT, "2"))).isFalse();
  }

  @Test
  void channel_of_somebody_else_is_nobody_who_waits() {
    assertThat(patience.lasts(incoming(0, RecordHeaders.REPLY_TO, "red.reply:1"))).isTrue();
  }

  @Test
  void after_the_first_pass_nobody_waits_any_more() {
    assertThat(
            patience.lasts(
                incoming(
                    0, RecordHeaders.REPLY_TO, "blue.reply:1", RecordHeaders.RETRY_ATTEMPT, "1")))
        .isTrue();
  }

  @Test
  void what_is_read_again_after_a_restore_waits_longer_whoever_waited_then() {
    assertThat(patience.lasts(incoming(OFFSET + 1, RecordHeaders.REPLY_TO, "blue.reply:1")))
        .isTrue();
    assertThat(patience.lasts(incoming(0, "reread", "true", RecordHeaders.RETRY_ATTEMPT, "7")))
        .isTrue();
    assertThat(patience.lasts(incoming(0, "reread", "true", RecordHeaders.RETRY_ATTEMPT, "8")))
        .isFalse();
  }

  private static Incoming incoming(long rereadBelow, String... headers) {
    RefundCommand command =
        new RefundCommand(
            new UUID(1, 1),
            Instant.EPOCH,
            new OrderId("ORD-1"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            "");
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>("refunds", 0, OFFSET, new byte[0], CommandWriter.write(command));
    for (int i = 0; i < headers.length; i += 2) {
      record.headers().add(headers[i], headers[i + 1].getBytes(UTF_8));
    }
    PartitionSpan span =
        new PartitionSpan(
            new PartitionRef("refunds", new UUID(7, 7), 0), "refunds-0:a", 0, 0, 0, rereadBelow);
    return new Incoming(record, command, new RecordPlace(span, () -> true));
  }
}
