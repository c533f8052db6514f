package io.payonce.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.consumer.tracing.Traces;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.RecordHeaders;
import io.payonce.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

class OutgoingTest {
  private static final Disposition.GivingUp NOBODY_IS_TOLD =
      new Disposition.GivingUp() {
        @Override
        public Optional<Disposition.Message> outcomeOfGivingUp(
            ConsumerRecord<byte[], byte[]> record, UUID topicId, String reason) {
          return Optional.empty();
        }

        @Override
        public Optional<Disposition.Message> outcomeUnread(
            ConsumerRecord<byte[], byte[]> record, String reason) {
          return Optional.empty();
        }
      };

  private static final String COMMAND = "0191e1b0-0000-7000-8000-000000000001";

  private final ConsumerRecord<byte[], byte[]> record =
      new ConsumerRecord<>("payment.callback", 0, 5, null, null);

  @Test
  void outcome_of_a_redriven_command_says_what_it_replaces() {
    with(RecordHeaders.REDRIVE_OF, "payment.callback.dead-letter 3 17");
    with(RecordHeaders.REDRIVEN_COMMAND, COMMAND);
    with("trace", "x");

    assertThat(outcome().headers())
        .extracting(Header::key)
        .containsExactlyInAnyOrder(RecordHeaders.REDRIVE_OF, RecordHeaders.REDRIVEN_COMMAND);
    assertThat(
            new String(
                outcome().headers().lastHeader(RecordHeaders.REDRIVEN_COMMAND).value(), UTF_8))
        .isEqualTo(COMMAND);
  }

  @Test
  void headers_from_outside_that_are_no_such_thing_are_not_passed_on() {
    with(RecordHeaders.REDRIVE_OF, "a 1");
    with(RecordHeaders.REDRIVEN_COMMAND, "x\n");

    assertThat(StreamSupport.stream(outcome().headers().spliterator(), false)).isEmpty();
  }

  private void with(String name, String value) {
    record.headers().add(name, value.getBytes(UTF_8));
  }

  private ProducerRecord<byte[], byte[]> outcome() {
    WorkerSettings settings =
        new WorkerSettings("", new Topics(""), CommandKind.CALLBACK, 1, Duration.ofHours(1), 1);
    Outgoing outgoing =
        new Outgoing(
            new Batch(List.of(record), List.of()),
            settings,
            NOBODY_IS_TOLD,
            new RetryPolicy(settings.retryFor()),
            Traces.ofProcess(),
            Instant.EPOCH);
    outgoing.add(
        new Disposition.Decided(record, new Disposition.Message(new byte[0], new byte[0])));
    return outgoing.outcomes().getFirst();
  }
}
