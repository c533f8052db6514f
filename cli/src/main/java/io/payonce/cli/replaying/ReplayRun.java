package io.payonce.cli.replaying;

import io.payonce.callbacks.CallbackReplay;
import io.payonce.consumer.Batch;
import io.payonce.consumer.KafkaClients;
import io.payonce.consumer.WorkerSettings;
import io.payonce.consumer.replaying.PartitionRange;
import io.payonce.consumer.replaying.RangeFinder;
import io.payonce.consumer.replaying.RangeReader;
import io.payonce.consumer.replaying.RangeRefused;
import io.payonce.consumer.replaying.RateLimit;
import io.payonce.consumer.replaying.Replay;
import io.payonce.consumer.replaying.ReplayHandler;
import io.payonce.consumer.replaying.ReplayPublisher;
import io.payonce.consumer.replaying.Replayed;
import io.payonce.payments.OrderId;
import io.payonce.refunds.RefundReplay;
import io.payonce.runtime.SettingsException;
import io.payonce.runtime.SettingsReader;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.Topics;
import io.payonce.store.ReplayTerms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Plans a replay, and carries it out topic by topic: creates, then callbacks, then refunds. */
public final class ReplayRun {
  /** So many records may wait for gateways at a time; more are handled in one transaction. */
  private static final int REFUNDS_AT_ONCE = 100;

  private static final int COMMANDS_AT_ONCE = 1_000;

  private final Map<String, String> environment;
  private final String bootstrapServers;
  private final Topics topics;

  private ReplayRun(Map<String, String> environment, String bootstrapServers, Topics topics) {
    this.environment = environment;
    this.bootstrapServers = bootstrapServers;
    this.topics = topics;
  }

  /**
   * @param environment the services' own settings
   * @throws SettingsException listing what is missing of where the brokers are; the rest is looked
   *     at by {@link #requireReady}
   */
  public static ReplayRun of(Map<String, String> environment) {
    SettingsReader reader = new SettingsReader(environment, Set.of(), Set.of());
    String namespace = reader.text("PAYONCE_NAMESPACE", "", "Put before topics.");
    String servers = reader.requiredText("KAFKA_BOOTSTRAP_SERVERS", "Where the brokers are.");
    reader.finish();
    return new ReplayRun(environment, servers, new Topics(namespace));
  }

  /**
   * The plan, nothing of which is done.
   *
   * @throws RangeRefused if the range is not there, or there is nothing in it
   */
  public ReplayState plan(ReplayRequest request) {
    List<ReplayState.Stage> stages = new ArrayList<>();
    for (CommandKind kind : CommandKind.values()) {
      if (request.kinds().contains(kind)) {
        try (RangeFinder finder = new RangeFinder(clients(kind, COMMANDS_AT_ONCE))) {
          List<PartitionRange> found = finder.find(topics.commands(kind), request.range());
          if (!found.isEmpty()) {
            stages.add(
                new ReplayState.Stage(
                    kind, found.stream().map(ReplayState.Part::of).toList(), ReplayCounts.NONE));
          }
        }
      }
    }
    if (stages.isEmpty()) {
      throw new RangeRefused("there is no record in that range");
    }
    return ReplayState.begin(UUID.randomUUID(), request, stages);
  }

  /**
   * Checks that what is left of a replay is still in the topics.
   *
   * @throws RangeRefused if it is not
   */
  public void requireThere(ReplayState state) {
    for (ReplayState.Stage stage : state.stages()) {
      if (!stage.topic().equals(topics.commands(stage.kind()))) {
        throw new RangeRefused("the replay was of " + stage.topic() + ", in another namespace");
      }
      try (RangeFinder finder = new RangeFinder(clients(stage.kind(), COMMANDS_AT_ONCE))) {
        finder.require(stage.topic(), stage.left());
      }
    }
  }

  /**
   * Checks settings and database.
   *
   * @throws SettingsException listing all that is wrong with the settings of the services
   * @throws RuntimeException if the database does not answer, or the order cannot be found in it
   */
  public void requireReady(ReplayState state, ReplayTerms.Keeping keeping) {
    ReplayTerms terms = state.terms(keeping);
    List<CommandKind> kinds = state.stages().stream().map(ReplayState.Stage::kind).toList();
    if (kinds.contains(CommandKind.REFUND)) {
      try (RefundReplay refunds = RefundReplay.open(environment, terms)) {
        refunds.requireDatabase();
      }
    }
    if (!kinds.equals(List.of(CommandKind.REFUND))) {
      try (CallbackReplay callbacks = CallbackReplay.open(environment, terms)) {
        callbacks.requireDatabase();
        if (!kinds.contains(CommandKind.CREATE)) {
          terms.order().ifPresent(order -> requireKnown(callbacks, order));
        }
      }
    }
  }

  private static void requireKnown(CallbackReplay callbacks, OrderId order) {
    if (!callbacks.knows(order)) {
      throw new RangeRefused(
          "the database knows no transaction of order %s, and callbacks name nothing else: replay its creates too"
              .formatted(order));
    }
  }

  /**
   * How it is run.
   *
   * @param perSecond the most records a second, if there is a limit
   * @param stopped whether it is to end after the batch that is under way
   */
  public record Manner(
      ReplayTerms.Keeping keeping, OptionalInt perSecond, BooleanSupplier stopped) {}

  /**
   * Runs what is left.
   *
   * @param saved is told how far it came after each batch
   * @throws RuntimeException if it broke off; what was saved last holds
   */
  public Replay.End run(
      ReplayState state, Manner manner, ReplayProgress progress, Consumer<ReplayState> saved) {
    Journal journal = new Journal(state, progress, saved);
    RateLimit limit =
        manner.perSecond().isPresent()
            ? RateLimit.perSecond(manner.perSecond().getAsInt())
            : RateLimit.none();
    for (ReplayState.Stage stage : state.stages()) {
      if (!stage.left().isEmpty()
          && run(state, stage, manner, limit, journal) == Replay.End.STOPPED) {
        return Replay.End.STOPPED;
      }
    }
    saved.accept(journal.state.finish());
    return Replay.End.FINISHED;
  }

  private Replay.End run(
      ReplayState state, ReplayState.Stage stage, Manner manner, RateLimit limit, Journal journal) {
    ReplayTerms terms = state.terms(manner.keeping());
    return switch (stage.kind()) {
      case CREATE, CALLBACK -> {
        try (CallbackReplay replay = CallbackReplay.open(environment, terms)) {
          ReplayHandler handler =
              stage.kind() == CommandKind.CREATE ? replay.creates() : replay.callbacks();
          yield run(stage, handler, manner, limit, journal);
        }
      }
      case REFUND -> {
        try (RefundReplay replay = RefundReplay.open(environment, terms)) {
          yield run(stage, replay.refunds(), manner, limit, journal);
        }
      }
    };
  }

  private Replay.End run(
      ReplayState.Stage stage,
      ReplayHandler handler,
      Manner manner,
      RateLimit limit,
      Journal journal) {
    int most = stage.kind() == CommandKind.REFUND ? REFUNDS_AT_ONCE : COMMANDS_AT_ONCE;
    int atOnce = Math.min(most, manner.perSecond().orElse(most));
    KafkaClients clients = clients(stage.kind(), atOnce);
    UUID id = journal.state.replay();
    String owner = "replay-" + id + ":" + UUID.randomUUID();
    Optional<ReplayPublisher> publisher =
        switch (manner.keeping()) {
          case COMMITTED -> Optional.of(new ReplayPublisher(clients, topics, id));
          case UNDONE -> Optional.empty();
        };
    try (RangeReader reader = new RangeReader(clients, stage.left(), owner)) {
      journal.begin(stage);
      return new Replay(reader, handler, publisher, limit, manner.stopped()).run(journal);
    } finally {
      publisher.ifPresent(ReplayPublisher::close);
    }
  }

  private KafkaClients clients(CommandKind kind, int atOnce) {
    return new KafkaClients(
        new WorkerSettings(
            bootstrapServers,
            topics,
            kind,
            atOnce,
            Duration.ZERO,
            WorkerSettings.DEAD_LETTERS_PER_MINUTE));
  }

  /** Keeps the state up to date and on the disk. */
  private static final class Journal implements Replay.Journal {
    private final ReplayProgress progress;
    private final Consumer<ReplayState> saved;
    private ReplayState state;
    private CommandKind kind = CommandKind.CREATE;
    private long latestNanos = System.nanoTime();

    private Journal(ReplayState state, ReplayProgress progress, Consumer<ReplayState> saved) {
      this.state = state;
      this.progress = progress;
      this.saved = saved;
    }

    private void begin(ReplayState.Stage stage) {
      kind = stage.kind();
      progress.begin(stage);
    }

    @Override
    public void note(Batch batch, List<Replayed> results, int published) {
      long now = System.nanoTime();
      state = state.done(kind, batch, results, published, Duration.ofNanos(now - latestNanos));
      latestNanos = now;
      saved.accept(state);
      state.stages().stream().filter(stage -> stage.kind() == kind).forEach(progress::at);
    }
  }
}
