package io.payonce.embedded.junit;

import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * What a test has left open: connections to its database, locks in Redis, threads of ours.
 *
 * <p>Connections and threads get five seconds to go, because both end a moment after whoever closed
 * them has returned. Locks get none: they are released before a result is given.
 */
final class Leaks {
  private static final Duration LONGEST_ENDING = Duration.ofSeconds(5);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final SuiteServers suite;
  private final TestServers test;
  private final TestThreads threads;

  Leaks(SuiteServers suite, TestServers test, TestThreads threads) {
    this.suite = suite;
    this.test = test;
    this.threads = threads;
  }

  void check() {
    List<String> leaks = new ArrayList<>();
    leaks.addAll(remaining(this::connections));
    leaks.addAll(remaining(this::threads));
    leaks.addAll(locks());
    if (!leaks.isEmpty()) {
      throw new AssertionError("left behind by the test: " + String.join("; ", leaks));
    }
  }

  private static Collection<String> remaining(Supplier<Collection<String>> look) {
    Instant giveUp = Instant.now().plus(LONGEST_ENDING);
    Collection<String> found = look.get();
    while (!found.isEmpty() && Instant.now().isBefore(giveUp)) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      found = look.get();
    }
    return found;
  }

  private Collection<String> connections() {
    int open = test.postgres().connections(test.database());
    return open == 0 ? List.of() : List.of("database connections: " + open);
  }

  private Collection<String> threads() {
    return threads.running().stream().map(name -> "thread " + name).toList();
  }

  private Collection<String> locks() {
    try (StatefulRedisConnection<String, String> connection = suite.redis().connect()) {
      return connection.sync().keys(test.namespace() + "lock:*").stream()
          .map(key -> "Redis key " + key)
          .toList();
    }
  }
}
