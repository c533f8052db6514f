package io.payonce.consumer;

import static io.payonce.consumer.Commands.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.schemas.RecordHeaders;
import io.payonce.schemas.RetryTier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {
  private static final Instant NOW = Instant.parse("2026-01-02T10:00:00Z");
  private static final Duration DAY = Duration.ofHours(24);

  /** Three tiers, and then a wait each ten minutes. */
  private static final int WAITS_OF_A_DAY = 3 + 24 * 6;

  private final RetryPolicy policy = new RetryPolicy(DAY);
  private final ConsumerRecord<byte[], byte[]> record =
      Commands.record(new TopicPartition("payment.callback", 2), 17, "body");

  @Test
  void record_climbs_the_tiers_and_stays_in_the_last_one() {
    assertThat(policy.next(record, "unknown", NOW)).contains(RetryTier.FIVE_SECONDS);
    wait(NOW);
    assertThat(policy.next(record, "unknown", NOW)).contains(RetryTier.ONE_MINUTE);
    wait(NOW);
    assertThat(policy.next(record, "unknown", NOW)).contains(RetryTier.TEN_MINUTES);
    wait(NOW);
    assertThat(policy.next(record, "unknown", NOW)).contains(RetryTier.TEN_MINUTES);
    wait(NOW);
    assertThat(policy.next(record, "unknown", NOW.plus(DAY))).contains(RetryTier.TEN_MINUTES);
  }

  @Test
  void record_that_waits_for_another_one_is_looked_at_often_for_an_hour() {
    List<RetryTier> tiers = new ArrayList<>();
    for (int i = 0; i < 65; i++) {
      tiers.add(policy.next(record, Disposition.NOT_KNOWN_YET, NOW).orElseThrow());
      wait(NOW);
    }
    assertThat(tiers.subList(0, 3)).containsOnly(RetryTier.FIVE_SECONDS);
    assertThat(tiers.subList(3, 63)).containsOnly(RetryTier.ONE_MINUTE);
    assertThat(tiers.subList(63, 65)).containsOnly(RetryTier.TEN_MINUTES);
  }

  @Test
  void record_is_given_up_when_it_has_waited_long_and_often_enough() {
    for (int i = 0; i < WAITS_OF_A_DAY; i++) {
      wait(NOW.plusSeconds(i));
    }
    assertThat(policy.next(record, "unknown", NOW.plus(DAY))).isPresent();
    assertThat(policy.next(record, "unknown", NOW.plus(DAY).plusMillis(1))).isEmpty();
  }

  @Test
  void record_that_was_away_for_long_is_not_given_up_before_it_has_waited_often_enough() {
    for (int i = 1; i < WAITS_OF_A_DAY; i++) {
      wait(NOW);
    }
    assertThat(policy.next(record, "unknown", NOW.plus(DAY).plus(DAY))).isPresent();
  }

  @Test
  void record_that_waits_for_a_lock_is_never_given_up() {
    for (int i = 0; i < 2 * WAITS_OF_A_DAY; i++) {
      wait(NOW);
    }
    assertThat(policy.next(record, Disposition.LOCKED, NOW.plus(DAY).plus(DAY))).isPresent();
  }

  @Test
  void record_climbs_all_tiers_even_if_its_time_is_up() {
    wait(NOW);
    assertThat(policy.next(record, "unknown", NOW.plus(DAY).plus(DAY)))
        .contains(RetryTier.ONE_MINUTE);
  }

  @Test
  void notes_say_how_often_why_since_when_and_from_where() {
    wait(NOW);
    assertThat(header(record.headers(), RecordHeaders.RETRY_ATTEMPT)).isEqualTo("1");
    assertThat(header(record.headers(), RecordHeaders.RETRY_REASON)).isEqualTo("because");
    assertThat(header(record.headers(), RecordHeaders.PARKED_SINCE))
        .isEqualTo(String.valueOf(NOW.toEpochMilli()));
    assertThat(header(record.headers(), RecordHeaders.ORIGIN)).isEqualTo("payment.callback 2 17");
  }

  @Test
  void later_notes_count_on_and_keep_the_first_time_and_place() {
    wait(NOW);
    ConsumerRecord<byte[], byte[]> inTier =
        Commands.record(new TopicPartition("payment.callback.retry-5s", 0), 1, "body");
    record.headers().forEach(inTier.headers()::add);
    policy.note(inTier.headers(), inTier, "again", NOW.plusSeconds(5));
    assertThat(header(inTier.headers(), RecordHeaders.RETRY_ATTEMPT)).isEqualTo("2");
    assertThat(header(inTier.headers(), RecordHeaders.RETRY_REASON)).isEqualTo("again");
    assertThat(header(inTier.headers(), RecordHeaders.PARKED_SINCE))
        .isEqualTo(String.valueOf(NOW.toEpochMilli()));
    assertThat(header(inTier.headers(), RecordHeaders.ORIGIN)).isEqualTo("payment.callback 2 17");
    assertThat(inTier.headers().headers(RecordHeaders.RETRY_ATTEMPT)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "many", "-3", "1.5", "99999999999999999999", "0x1F"})
  void attempts_that_are_no_number_count_as_none(String garbage) {
    set(RecordHeaders.RETRY_ATTEMPT, garbage);
    assertThat(policy.next(record, "unknown", NOW)).contains(RetryTier.FIVE_SECONDS);
    wait(NOW);
    assertThat(header(record.headers(), RecordHeaders.RETRY_ATTEMPT)).isEqualTo("1");
  }

  @Test
  void absurdly_many_attempts_do_not_overflow() {
    set(RecordHeaders.RETRY_ATTEMPT, String.valueOf(Long.MAX_VALUE));
    assertThat(policy.next(record, "unknown", NOW)).contains(RetryTier.TEN_MINUTES);
    wait(NOW);
    assertThat(policy.next(record, "unknown", NOW)).contains(RetryTier.TEN_MINUTES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "9223372036854775807", "99999999999999999999"})
  void garbage_since_when_does_not_let_a_record_wait_for_ever(String garbage) {
    set(RecordHeaders.PARKED_SINCE, garbage);
    for (int i = 0; i < WAITS_OF_A_DAY; i++) {
      assertThat(policy.next(record, "unknown", NOW)).isPresent();
      wait(NOW);
    }
    assertThat(policy.next(record, "unknown", NOW.plus(DAY).plusSeconds(1))).isEmpty();
  }

  @Test
  void header_without_a_value_counts_as_absent() {
    record.headers().add(RecordHeaders.RETRY_ATTEMPT, null);
    record.headers().add(RecordHeaders.PARKED_SINCE, null);
    assertThat(policy.next(record, "unknown", NOW)).contains(RetryTier.FIVE_SECONDS);
    wait(NOW);
    assertThat(header(record.headers(), RecordHeaders.PARKED_SINCE))
        .isEqualTo(String.valueOf(NOW.toEpochMilli()));
  }

  private void wait(Instant now) {
    policy.note(record.headers(), record, "because", now);
  }

  private void set(String name, String value) {
    record.headers().add(name, value.getBytes(UTF_8));
  }
}
