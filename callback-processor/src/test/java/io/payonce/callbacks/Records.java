package io.payonce.callbacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.consumer.Batch;
import io.payonce.consumer.PartitionRef;
import io.payonce.consumer.PartitionSpan;
import io.payonce.payments.Claim;
import io.payonce.payments.Money;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.TransactionId;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.CommandWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Records as a poll would bring them, all of one partition. */
final class Records {
  static final PartitionRef PARTITION = new PartitionRef("payment.callback", new UUID(7, 7), 0);
  static final String OWNER = "payment.callback-0:owner1";
  static final UUID COMMAND_ID = UUID.fromString("0191e1b0-0000-7000-8000-000000000001");

  private Records() {}

  /** The stretch from {@code before} that all records here lie in. */
  static PartitionSpan span(long before) {
    return new PartitionSpan(PARTITION, OWNER, before, before + 100, before, 0);
  }

  static Batch batch(ConsumerRecord<byte[], byte[]> record) {
    return new Batch(List.of(record), List.of(span(0)));
  }

  static CallbackCommand callback(UUID commandId, String gatewayTransactionId) {
    return new CallbackCommand(
        commandId,
        Instant.parse("2026-11-24T00:00:00Z"),
        PaymentMethod.VNPAY,
        new TransactionId("T-1"),
        new Claim(Claim.Status.SUCCEEDED, new Money(1_000, "VND"), gatewayTransactionId),
        new CallbackCommand.Evidence(CallbackCommand.Source.IPN, Map.of(), ""));
  }

  static ConsumerRecord<byte[], byte[]> record(String value) {
    return new ConsumerRecord<>(
        PARTITION.topic(), 0, 5, "a key".getBytes(UTF_8), value.getBytes(UTF_8));
  }

  static ConsumerRecord<byte[], byte[]> record(CallbackCommand command) {
    return record(new String(CommandWriter.write(command), UTF_8));
  }

  static ConsumerRecord<byte[], byte[]> with(
      ConsumerRecord<byte[], byte[]> record, String header, String value) {
    record.headers().add(new RecordHeader(header, value.getBytes(UTF_8)));
    return record;
  }
}
