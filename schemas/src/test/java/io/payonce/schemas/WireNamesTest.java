package io.payonce.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.payments.OrderId;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.TransactionId;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names that others rely on: topics, retry tiers, idempotency keys and headers. */
class WireNamesTest {
  private static final Topics TOPICS = new Topics("");

  @Test
  void an_installation_has_these_topics() {
    assertThat(TOPICS.all())
        .containsExactly(
            "payment.create",
            "payment.create.retry-5s",
            "payment.create.retry-1m",
            "payment.create.retry-10m",
            "payment.create.dead-letter",
            "payment.callback",
            "payment.callback.retry-5s",
            "payment.callback.retry-1m",
            "payment.callback.retry-10m",
            "payment.callback.dead-letter",
            "payment.refund",
            "payment.refund.retry-5s",
            "payment.refund.retry-1m",
            "payment.refund.retry-10m",
            "payment.refund.dead-letter",
            "payment.outcome",
            "payment.alert");
  }

  @Test
  void each_topic_is_found_by_what_it_is_for() {
    assertThat(TOPICS.commands(CommandKind.CALLBACK)).isEqualTo("payment.callback");
    assertThat(TOPICS.retry(CommandKind.CREATE, RetryTier.ONE_MINUTE))
        .isEqualTo("payment.create.retry-1m");
    assertThat(TOPICS.retries(CommandKind.REFUND))
        .isEqualTo(
            List.of(
                "payment.refund.retry-5s", "payment.refund.retry-1m", "payment.refund.retry-10m"));
    assertThat(TOPICS.deadLetters(CommandKind.REFUND)).isEqualTo("payment.refund.dead-letter");
    assertThat(TOPICS.outcomes()).isEqualTo("payment.outcome");
    assertThat(TOPICS.alerts()).isEqualTo("payment.alert");
  }

  @Test
  void a_namespace_stands_before_every_name() {
    assertThat(new Topics("it7.").all()).hasSize(17).allMatch(name -> name.startsWith("it7.pay"));
  }

  @Test
  void the_tiers_wait_as_long_as_their_names_say() {
    assertThat(Arrays.stream(RetryTier.values()).map(RetryTier::suffix))
        .containsExactly("retry-5s", "retry-1m", "retry-10m");
    assertThat(Arrays.stream(RetryTier.values()).map(RetryTier::delay))
        .containsExactly(Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofMinutes(10));
  }

  @Test
  void commands_climb_the_tiers_and_stay_in_the_last() {
    assertThat(List.of(0, 1, 2, 3, 1_000).stream().map(RetryTier::afterAttempts))
        .containsExactly(
            RetryTier.FIVE_SECONDS,
            RetryTier.ONE_MINUTE,
            RetryTier.TEN_MINUTES,
            RetryTier.TEN_MINUTES,
            RetryTier.TEN_MINUTES);
  }

  @Test
  void idempotency_keys_are_spelled_so() {
    OrderId order = new OrderId("ORD-1");
    TransactionId transaction = new TransactionId("ORD-240202-1234_1706865600000");

    assertThat(IdempotencyKey.ofCreate(order)).hasToString("payment:create:ORD-1");
    assertThat(IdempotencyKey.ofCallback(PaymentMethod.VNPAY, transaction))
        .hasToString("callback:VNPAY:ORD-240202-1234_1706865600000");
    assertThat(IdempotencyKey.ofRefund(order)).hasToString("payment:refund:ORD-1");
    assertThat(IdempotencyKey.ofRefund(order, "R-1")).hasToString("payment:refund:ORD-1:R-1");
  }

  @Test
  void headers_are_named_so() {
    assertThat(
            List.of(
                RecordHeaders.COMMAND_ID,
                RecordHeaders.REPLY_TO,
                RecordHeaders.RETRY_ATTEMPT,
                RecordHeaders.RETRY_REASON,
                RecordHeaders.PARKED_SINCE,
                RecordHeaders.ORIGIN,
                RecordHeaders.DEAD_LETTER_REASON,
                RecordHeaders.DEAD_LETTER_SOURCE,
                RecordHeaders.REDRIVE_OF,
                RecordHeaders.REDRIVE_ATTEMPT,
                RecordHeaders.REDRIVEN_COMMAND,
                RecordHeaders.REREAD,
                RecordHeaders.REPLAY_ID))
        .containsExactly(
            "command-id",
            "reply-to",
            "retry-attempt",
            "retry-reason",
            "parked-since",
            "origin",
            "dead-letter-reason",
            "dead-letter-source",
            "redrive-of",
            "redrive-attempt",
            "redriven-command",
            "reread",
            "replay-id");
  }
}
