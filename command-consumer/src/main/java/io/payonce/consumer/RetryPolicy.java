package io.payonce.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.schemas.RecordHeaders;
import io.payonce.schemas.RetryTier;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Decides where a record waits: it climbs the tiers, one a time, and stays in the last one until
 * its time is up; what is on its way stays longer in the first ones. How often and since when it
 * waits stands in its headers, so a worker remembers nothing.
 */
final class RetryPolicy {
  /** Of what is on its way: so often it is looked at after five seconds each, */
  private static final int QUICK_LOOKS = 3;

  /** and after that for an hour after a minute each, since each look costs next to nothing. */
  private static final int LOOKS_OF_AN_HOUR = QUICK_LOOKS + 60;

  private final Duration retryFor;
  private final int enoughWaits;

  RetryPolicy(Duration retryFor) {
    this.retryFor = retryFor;
    this.enoughWaits =
        RetryTier.values().length + (int) retryFor.dividedBy(RetryTier.TEN_MINUTES.delay());
  }

  /**
   * The tier to wait in next; empty when the record has waited long enough to be given up.
   *
   * <p>Long enough is a time and a number of waits. The time alone would give up, without a further
   * look, what comes back from a long outage or is read again after a restore, while the create it
   * waits for is still on its way. What only waits for somebody else's lock is never given up: it
   * may have a decision.
   */
  Optional<RetryTier> next(ConsumerRecord<byte[], byte[]> record, String reason, Instant now) {
    int attempts = attempts(record.headers());
    boolean waitedOften = attempts >= enoughWaits && !reason.equals(Disposition.LOCKED);
    if (waitedOften && parkedSince(record.headers(), now).plus(retryFor).isBefore(now)) {
      return Optional.empty();
    }
    return Optional.of(
        reason.equals(Disposition.NOT_KNOWN_YET)
            ? whileExpected(attempts)
            : RetryTier.afterAttempts(attempts));
  }

  private static RetryTier whileExpected(int attempts) {
    if (attempts < QUICK_LOOKS) {
      return RetryTier.FIVE_SECONDS;
    }
    return attempts < LOOKS_OF_AN_HOUR ? RetryTier.ONE_MINUTE : RetryTier.TEN_MINUTES;
  }

  /** Writes into {@code headers} what the next attempt needs to know. */
  void note(Headers headers, ConsumerRecord<byte[], byte[]> from, String reason, Instant now) {
    replace(headers, RecordHeaders.RETRY_ATTEMPT, String.valueOf(attempts(headers) + 1));
    replace(headers, RecordHeaders.RETRY_REASON, reason);
    long since = parkedSince(headers, now).toEpochMilli();
    replace(headers, RecordHeaders.PARKED_SINCE, String.valueOf(since));
    if (headers.lastHeader(RecordHeaders.ORIGIN) == null) {
      replace(headers, RecordHeaders.ORIGIN, place(from));
    }
  }

  static String place(ConsumerRecord<byte[], byte[]> record) {
    return record.topic() + " " + record.partition() + " " + record.offset();
  }

  static void replace(Headers headers, String name, String value) {
    headers.remove(name).add(new RecordHeader(name, value.getBytes(UTF_8)));
  }

  /**
   * A header that is no number counts as absent: it can only have come from outside, and must not
   * stop the record.
   */
  private static Optional<Long> number(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    if (header == null || header.value() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Long.parseLong(new String(header.value(), UTF_8)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static int attempts(Headers headers) {
    long attempts = number(headers, RecordHeaders.RETRY_ATTEMPT).orElse(0L);
    return (int) Math.max(0, Math.min(attempts, 1_000_000));
  }

  /** Now, where the header is no time or one to come: else the record would wait for ever. */
  private static Instant parkedSince(Headers headers, Instant now) {
    return number(headers, RecordHeaders.PARKED_SINCE)
        .map(Instant::ofEpochMilli)
        .filter(since -> since.isBefore(now))
        .orElse(now);
  }
}
