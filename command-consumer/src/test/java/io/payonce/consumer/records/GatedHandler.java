package io.payonce.consumer.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.consumer.Commands;
import io.payonce.consumer.Disposition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A handler that can be held up at single records, and remembers what it began and ended. The key
 * is what stands before the slash.
 */
final class GatedHandler implements RecordHandler {
  private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
  private final Map<String, RecordPlace> places = new ConcurrentHashMap<>();
  private final Map<String, String> runningKeys = new ConcurrentHashMap<>();
  private final List<String> collisions = new CopyOnWriteArrayList<>();
  private final List<String> begun = Collections.synchronizedList(new ArrayList<>());
  private final List<String> ended = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean withoutKeys;
  private volatile Function<ConsumerRecord<byte[], byte[]>, RecordResult> answer =
      GatedHandler::outcomeOf;

  /** What is answered, after the gate; may throw. */
  GatedHandler answering(Function<ConsumerRecord<byte[], byte[]>, RecordResult> answers) {
    answer = answers;
    return this;
  }

  /** Does as if no key could be told. */
  GatedHandler withoutKeys() {
    withoutKeys = true;
    return this;
  }

  /** Holds records with these values up until they are released. */
  GatedHandler holding(String... values) {
    for (String value : values) {
      gates.put(value, new CountDownLatch(1));
    }
    return this;
  }

  void release(String... values) {
    for (String value : values) {
      Optional.ofNullable(gates.remove(value)).ifPresent(CountDownLatch::countDown);
    }
  }

  void releaseAll() {
    List.copyOf(gates.keySet()).forEach(this::release);
  }

  /** An outcome under the computed key that repeats the value. */
  static RecordResult outcomeOf(ConsumerRecord<byte[], byte[]> record) {
    byte[] key = keyOf(Commands.value(record)).getBytes(UTF_8);
    return new RecordResult.Done(
        List.of(new Disposition.Decided(record, new Disposition.Message(key, record.value()))));
  }

  @Override
  public String key(ConsumerRecord<byte[], byte[]> record) {
    if (withoutKeys) {
      throw new IllegalArgumentException("planned");
    }
    return keyOf(Commands.value(record));
  }

  static String keyOf(String value) {
    return value.split("/", 2)[0];
  }

  @Override
  public RecordResult handle(ConsumerRecord<byte[], byte[]> record, RecordPlace place) {
    String value = Commands.value(record);
    places.put(value, place);
    String other = runningKeys.putIfAbsent(keyOf(value), value);
    if (other != null) {
      collisions.add(other + " and " + value);
    }
    begun.add(value);
    try {
      pass(value);
      RecordResult result = answer.apply(record);
      ended.add(value);
      return result;
    } finally {
      runningKeys.remove(keyOf(value), value);
    }
  }

  private void pass(String value) {
    CountDownLatch gate = gates.get(value);
    try {
      if (gate != null && !gate.await(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException(value + " was never released");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody may interrupt a handler", e);
    }
  }

  @Override
  public Optional<Disposition.Message> outcomeUnread(
      ConsumerRecord<byte[], byte[]> record, String reason) {
    return givenUp(record, reason);
  }

  @Override
  public Optional<Disposition.Message> outcomeOfGivingUp(
      ConsumerRecord<byte[], byte[]> record, UUID topicId, String reason) {
    return givenUp(record, reason);
  }

  private static Optional<Disposition.Message> givenUp(
      ConsumerRecord<byte[], byte[]> record, String reason) {
    return Optional.of(
        new Disposition.Message(record.key(), ("given up: " + reason).getBytes(UTF_8)));
  }

  /** The values of all records whose handling began, in that order. */
  List<String> begun() {
    synchronized (begun) {
      return List.copyOf(begun);
    }
  }

  /** The values of those that were answered, in that order. */
  List<String> ended() {
    synchronized (ended) {
      return List.copyOf(ended);
    }
  }

  /** Pairs of one key that were handled at the same time. */
  List<String> collisions() {
    return List.copyOf(collisions);
  }

  /** Where the latest record with that value came from. */
  RecordPlace placeOf(String value) {
    return Optional.ofNullable(places.get(value)).orElseThrow();
  }
}
