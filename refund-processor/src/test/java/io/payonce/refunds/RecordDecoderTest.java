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

class RecordDecoderTest {
  private static final UUID OWN_ID = new UUID(0x7000, 1);
  private static final UUID OTHER_ID = new UUID(0x7000, 2);
  private static final PartitionRef PARTITION =
      new PartitionRef("payment.refund", new UUID(7, 7), 0);

  @Test
  void the_id_in_the_header_wins() {
    assertThat(idOf(record())).isEqualTo(OWN_ID);
    ConsumerRecord<byte[], byte[]> redriven = record();
    redriven.headers().add(RecordHeaders.COMMAND_ID, OTHER_ID.toString().getBytes(UTF_8));

    assertThat(idOf(redriven)).isEqualTo(OTHER_ID);
    assertThat(RecordDecoder.identify(redriven, PARTITION.topicId()))
        .contains(new RecordDecoder.Identity(OTHER_ID, "payment:refund:o-1"));
  }

  @Test
  void a_header_that_is_no_id_is_left_alone() {
    ConsumerRecord<byte[], byte[]> record = record();
    record.headers().add(RecordHeaders.COMMAND_ID, "x".getBytes(UTF_8));

    assertThat(idOf(record)).isEqualTo(OWN_ID);
  }

  @Test
  void a_given_up_command_without_an_id_is_named_as_it_was_when_it_was_read() {
    ConsumerRecord<byte[], byte[]> named = record();
    String anonymous =
        new String(named.value(), UTF_8).replace("\"commandId\":\"" + OWN_ID + "\",", "");
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>("payment.refund", 0, 0, null, anonymous.getBytes(UTF_8));

    assertThat(idOf(record)).isNotEqualTo(OWN_ID);
    assertThat(RecordDecoder.identify(record, PARTITION.topicId()))
        .map(RecordDecoder.Identity::commandId)
        .contains(idOf(record));
  }

  private static UUID idOf(ConsumerRecord<byte[], byte[]> record) {
    PartitionSpan span = new PartitionSpan(PARTITION, "owner", 0, 1, 0, 0);
    RecordPlace place = new RecordPlace(span, () -> true);
    assertThat(RecordDecoder.read(record, place)).isInstanceOf(RecordDecoder.Read.Refund.class);
    return ((RecordDecoder.Read.Refund) RecordDecoder.read(record, place))
        .incoming()
        .command()
        .commandId();
  }

  private static ConsumerRecord<byte[], byte[]> record() {
    RefundCommand refund =
        new RefundCommand(
            OWN_ID,
            Instant.parse("2026-11-24T08:00:00Z"),
            new OrderId("o-1"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            "");
    return new ConsumerRecord<>("payment.refund", 0, 0, null, CommandWriter.write(refund));
  }
}
