package io.payonce.cli.topics;

import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What is demanded of the topics, as the options of a command say. */
final class Demands {
  private static final int MOST_DAYS = 3_650;
  private static final int MOST_PARTITIONS = 10_000;
  private static final int MOST_REPLICAS = 9;

  @Option(
      names = "--single-broker",
      description = "Take a single broker for good: what it has lost is lost.")
  private boolean singleBroker;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "How many each topic must have. Default: as many as payment.outcome.")
  private Optional<Integer> partitions = Optional.empty();

  @Option(
      names = "--replication",
      paramLabel = "N",
      description = "Replicas of each partition at least. Default: 3; 1 with --single-broker.")
  private Optional<Integer> replication = Optional.empty();

  @Option(
      names = "--min-in-sync",
      paramLabel = "N",
      description = "min.insync.replicas at least. Default: 2; 1 with --single-broker.")
  private Optional<Integer> minInSync = Optional.empty();

  @Option(
      names = "--retention-days",
      paramLabel = "N",
      defaultValue = "14",
      description =
          "How long records are kept at least: longer than the age of the oldest backup that might"
              + " be put back. Default: ${DEFAULT-VALUE}.")
  private int retentionDays;

  static Demands of(boolean singleBroker, Optional<Integer> partitions) {
    Demands demands = new Demands();
    demands.singleBroker = singleBroker;
    demands.partitions = partitions;
    demands.retentionDays = 14;
    return demands;
  }

  /** Refuses what cannot be demanded as wrong usage. */
  void check(CommandSpec spec) {
    require(spec, partitions.orElse(1), MOST_PARTITIONS, "--partitions");
    require(spec, replication(), MOST_REPLICAS, "--replication");
    require(spec, minInSync(), replication(), "--min-in-sync");
    require(spec, retentionDays, MOST_DAYS, "--retention-days");
  }

  private static void require(CommandSpec spec, int value, int most, String option) {
    if (value < 1 || value > most) {
      throw new ParameterException(spec.commandLine(), option + " must be 1 to " + most);
    }
  }

  boolean isSingleBroker() {
    return singleBroker;
  }

  Optional<Integer> partitions() {
    return partitions;
  }

  int replication() {
    return replication.orElse(singleBroker ? 1 : 3);
  }

  int minInSync() {
    return minInSync.orElse(singleBroker ? 1 : 2);
  }

  Duration retention() {
    return Duration.ofDays(retentionDays);
  }
}
