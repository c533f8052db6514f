package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.schemas.Command;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One run of traffic through an installation: what was sent, and the waiting for what comes of it.
 */
final class Run implements AutoCloseable {
  /** A long run has many more that chance sends into the tier of ten minutes. */
  private static final Duration PATIENCE =
      System.getProperty("soak") == null ? Duration.ofSeconds(150) : Duration.ofMinutes(12);

  private final Installation installation;
  private final Traffic traffic;
  private final CommandSender sender;
  private final OutcomeLog outcomes;

  Run(Installation installation, Traffic traffic) {
    this.installation = installation;
    this.traffic = traffic;
    this.sender = new CommandSender(installation);
    this.outcomes = new OutcomeLog(installation);
  }

  void send(Collection<? extends Command> commands) {
    sender.sendAll(commands);
  }

  /** Waits until each of the commands has an outcome. */
  void awaitOutcomes(Collection<? extends Command> commands) {
    awaitOutcomes(commands, (int) commands.stream().map(Command::commandId).distinct().count());
  }

  /** Waits until so many of the commands have an outcome. */
  void awaitOutcomes(Collection<? extends Command> commands, int atLeast) {
    Set<UUID> ids = new HashSet<>();
    commands.forEach(command -> ids.add(command.commandId()));
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(
            () -> {
              Set<UUID> seen = outcomes.read().keySet();
              assertThat(ids.stream().filter(seen::contains).count())
                  .as("commands with an outcome")
                  .isGreaterThanOrEqualTo(atLeast);
            });
  }

  /** Waits for the tables, which are there once a worker has taken its first partition. */
  static void stockUp(Database database) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> database.number("SELECT count(*) FROM partition_progress") > 0);
    Traffic.stockUp(database);
  }

  /** Sends the creates and waits for them. */
  void openOrders() {
    openOrders(traffic.creates());
  }

  /** The same, for some of the creates. */
  void openOrders(Collection<? extends Command> creates) {
    stockUp(installation.database());
    send(creates);
    awaitOutcomes(creates);
  }

  /** Publishes commands that may never be decided, and of which nothing is expected. */
  void publish(Collection<? extends Command> commands) {
    try (CommandSender apart = new CommandSender(installation)) {
      apart.sendAll(commands);
    }
  }

  /** Counts commands as sent that somebody else has published. */
  void alsoSent(Collection<? extends Command> commands) {
    commands.forEach(sender.sent()::add);
  }

  int outcomeRecords() {
    return outcomes.records();
  }

  Evidence evidence() {
    return new Evidence(
        traffic, sender.sent(), outcomes.read(), installation.database(), installation.servers());
  }

  /** Checks all guarantees, as soon as the last of them can hold. */
  void checkGuarantees() {
    Guarantee.checkAll(evidence());
  }

  /** Waits until all guarantees hold, for a system that has to catch up first. */
  void awaitGuarantees() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptionsMatching(Run::mayPass)
        .untilAsserted(() -> Guarantee.checkAll(evidence()));
  }

  /** The same, with further guarantees that are made afresh each time. */
  void awaitGuarantees(Supplier<Guarantee> further) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptionsMatching(Run::mayPass)
        .untilAsserted(
            () -> {
              Guarantee.checkAll(evidence());
              further.get().check(evidence());
            });
  }

  /** The database is away for a moment, or a lock is still there. */
  private static boolean mayPass(Throwable failure) {
    return failure instanceof IllegalStateException || failure instanceof ConditionTimeoutException;
  }

  @Override
  public void close() {
    sender.close();
    outcomes.close();
  }
}
