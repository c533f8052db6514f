package io.payonce.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.CommandReader;
import io.payonce.schemas.CommandWriter;
import io.payonce.schemas.Decoding;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkloadTest {
  private static final Workload.Orders ORDERS = new Workload.Orders(1_000, 9_000, 4_000);
  private static final Workload WORKLOAD = Workload.of(ORDERS, 5_000, 1, 0);

  @Test
  void every_fifth_callback_repeats_another_under_an_id_of_its_own() {
    Set<String> transactions = new HashSet<>();
    Set<UUID> ids = new HashSet<>();
    for (int position = 0; position < WORKLOAD.records(); position++) {
      transactions.add(WORKLOAD.callback(position).transactionId().value());
      ids.add(WORKLOAD.callback(position).commandId());
    }

    assertThat(transactions).hasSize(4_000);
    assertThat(ids).hasSize(5_000);
    assertThat(WORKLOAD.repeats()).isEqualTo(1_000);
  }

  @Test
  void callbacks_of_a_transaction_say_the_same() {
    Set<String> said = new HashSet<>();
    for (int position = 0; position < WORKLOAD.records(); position++) {
      CallbackCommand callback = WORKLOAD.callback(position);
      said.add(callback.transactionId() + callback.claim().fingerprint());
    }

    assertThat(said).hasSize(4_000);
  }

  @Test
  void paid_orders_are_the_newest() {
    assertThat(IntStream.range(0, 4_000).mapToLong(ORDERS::number).distinct()).hasSize(4_000);
    assertThat(ORDERS.number(0)).isEqualTo(6_000);
    assertThat(ORDERS.number(3_999)).isEqualTo(9_999);
  }

  @Test
  void position_of_a_callback_is_known_from_its_id_alone() {
    assertThat(WORKLOAD.position(WORKLOAD.callback(4_321).commandId())).isEqualTo(4_321);
    assertThat(WORKLOAD.position(Workload.of(ORDERS, 5_000, 1, 1).callback(7).commandId()))
        .isEqualTo(-1);
  }

  @Test
  void raw_payload_is_about_400_bytes_and_can_be_read() {
    CallbackCommand callback = WORKLOAD.callback(0);
    int payload =
        callback.evidence().fields().entrySet().stream()
            .mapToInt(field -> field.getKey().length() + field.getValue().length() + 2)
            .sum();

    assertThat(payload).isBetween(380, 460);
    assertThat(
            CommandReader.read(
                CommandKind.CALLBACK,
                CommandWriter.write(callback),
                Optional.empty(),
                () -> new UUID(0, 0)))
        .isInstanceOf(Decoding.Decoded.class);
  }

  @Test
  void callbacks_come_in_the_order_of_their_orders_but_for_a_window() {
    Workload large = Workload.of(new Workload.Orders(0, 160_000, 160_000), 200_000, 1, 0);
    for (int position = 0; position < 200_000; position += 1_000) {
      String digits = large.callback(position).transactionId().value().substring(7);

      assertThat(Long.parseLong(digits))
          .isBetween(
              position * 4L / 5 - 2L * Workload.WINDOW, position * 4L / 5 + 2L * Workload.WINDOW);
    }
  }
}
