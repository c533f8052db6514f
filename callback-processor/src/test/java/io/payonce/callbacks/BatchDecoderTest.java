package io.payonce.callbacks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.consumer.Disposition;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.RecordHeaders;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class BatchDecoderTest {
  private static final UUID OTHER_ID = new UUID(1, 2);

  private final BatchDecoder<CallbackCommand> decoder =
      new BatchDecoder<>(CommandKind.CALLBACK, CallbackCommand.class);

  @Test
  void a_command_is_read_with_its_own_id_and_its_own_key() {
    var decoded = decode(Records.record(Records.callback(Records.COMMAND_ID, "1")));
    assertThat(decoded.others()).isEmpty();
    Incoming<CallbackCommand> incoming = decoded.commands().getFirst();
    assertThat(incoming.command().commandId()).isEqualTo(Records.COMMAND_ID);
    assertThat(incoming.key()).isEqualTo("callback:VNPAY:T-1");
  }

  @Test
  void the_id_in_the_header_wins() {
    var record = Records.record(Records.callback(Records.COMMAND_ID, "1"));
    var decoded = decode(Records.with(record, RecordHeaders.COMMAND_ID, OTHER_ID.toString()));
    assertThat(decoded.commands().getFirst().command().commandId()).isEqualTo(OTHER_ID);
  }

  @Test
  void a_header_that_is_no_id_is_left_alone() {
    var record = Records.record(Records.callback(Records.COMMAND_ID, "1"));
    var decoded = decode(Records.with(record, RecordHeaders.COMMAND_ID, "x"));
    assertThat(decoded.commands().getFirst().command().commandId()).isEqualTo(Records.COMMAND_ID);
  }

  @Test
  void a_missing_id_is_derived_from_the_place_and_so_the_same_each_time() {
    String value =
        """
        {"version":1,"receivedAt":"2026-11-24T00:00:00Z","paymentMethod":"VNPAY","transactionId":"T-1",
         "claim":{"status":"FAILED","amount":{"minorUnits":1,"currency":"VND"},"gatewayTransactionId":"0"}}
        """;
    UUID first = decode(Records.record(value)).commands().getFirst().command().commandId();
    UUID again = decode(Records.record(value)).commands().getFirst().command().commandId();
    assertThat(first).isEqualTo(again).isNotEqualTo(Records.COMMAND_ID);
  }

  @Test
  void what_is_no_command_is_given_up_with_a_reason_that_does_not_repeat_it() {
    var decoded = decode(Records.record("secret words"));
    assertThat(decoded.commands()).isEmpty();
    assertThat(decoded.others().getFirst().disposition())
        .isInstanceOfSatisfying(
            Disposition.GiveUp.class,
            given ->
                assertThat(given.reason()).startsWith("undecodable: ").doesNotContain("secret"));
  }

  @Test
  void a_record_without_a_value_is_given_up() {
    var decoded = decode(new ConsumerRecord<>(Records.PARTITION.topic(), 0, 5, null, null));
    assertThat(decoded.others().getFirst().disposition()).isInstanceOf(Disposition.GiveUp.class);
  }

  @Test
  void a_newer_version_waits_and_keeps_the_id_that_is_in_its_value() {
    var decoded = decode(Records.record("{\"version\":2,\"commandId\":\"" + OTHER_ID + "\"}"));
    assertThat(decoded.others().getFirst().disposition())
        .isInstanceOfSatisfying(
            Disposition.Wait.class,
            wait -> assertThat(wait.commandId()).isEqualTo(Optional.empty()));
  }

  @Test
  void a_given_up_record_is_named_by_what_can_be_read_of_it() {
    var readable = Records.record(Records.callback(Records.COMMAND_ID, "1"));
    var named = Records.with(Records.record("{"), RecordHeaders.COMMAND_ID, OTHER_ID.toString());
    assertThat(identify(readable))
        .contains(new BatchDecoder.Identity(Records.COMMAND_ID, "callback:VNPAY:T-1"));
    assertThat(identify(named)).contains(new BatchDecoder.Identity(OTHER_ID, "a key"));
    assertThat(identify(Records.record("{"))).isEmpty();
  }

  @Test
  void a_given_up_command_without_an_id_is_named_as_it_was_when_it_was_read() {
    String anonymous =
        new String(Records.record(Records.callback(Records.COMMAND_ID, "1")).value(), UTF_8)
            .replace("\"commandId\":\"" + Records.COMMAND_ID + "\",", "");
    var record = Records.record(anonymous);
    UUID derived = decode(record).commands().getFirst().command().commandId();
    assertThat(derived).isNotEqualTo(Records.COMMAND_ID);
    assertThat(identify(record)).map(BatchDecoder.Identity::commandId).contains(derived);
  }

  private Optional<BatchDecoder.Identity> identify(ConsumerRecord<byte[], byte[]> record) {
    return decoder.identify(record, Records.PARTITION.topicId());
  }

  private BatchDecoder.Decoded<CallbackCommand> decode(ConsumerRecord<byte[], byte[]> record) {
    return decoder.decode(Records.batch(record));
  }
}
