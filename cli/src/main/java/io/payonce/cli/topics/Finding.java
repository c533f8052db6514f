package io.payonce.cli.topics;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;

/**
 * What is not as it must be.
 *
 * @param topic empty where it concerns the whole cluster
 * @param what for a person
 */
record Finding(String topic, String what, Remedy remedy) {
  Finding {
    requireNonNull(topic, "topic is null");
    requireNonNull(what, "what is null");
    requireNonNull(remedy, "remedy is null");
  }

  /** What can be done about it. */
  sealed interface Remedy {
    /** The topic is created. */
    record Create(int partitions, int replication, Map<String, String> configs) implements Remedy {
      public Create {
        configs = Map.copyOf(configs);
      }
    }

    /** One of its configs is set. */
    record Configure(String name, String from, String to) implements Remedy {}

    /** A person has to. */
    record ByHand(String why) implements Remedy {}
  }

  boolean isMendable() {
    return !(remedy instanceof Remedy.ByHand);
  }

  /** What {@code topics apply} does about it, or why it does nothing. */
  String remedyWords() {
    return switch (remedy) {
      case Remedy.Create create ->
          "create it with %d partitions, %d replicas, %s"
              .formatted(
                  create.partitions(), create.replication(), new TreeMap<>(create.configs()));
      case Remedy.Configure configure ->
          "set %s from %s to %s".formatted(configure.name(), configure.from(), configure.to());
      case Remedy.ByHand byHand -> "by hand: " + byHand.why();
    };
  }
}
