package io.payonce.auditor.sightings;

import io.payonce.schemas.CommandKind;
import io.payonce.schemas.RetryTier;
import io.payonce.schemas.Topics;
import java.util.HashMap;
import java.util.Map;

/** What the records of a topic are. */
public sealed interface Source {
  /** Commands as they arrive. */
  record Commands(CommandKind kind) implements Source {}

  /** Commands that wait. */
  record Waiting(CommandKind kind, RetryTier tier) implements Source {}

  /** Commands that were given up. */
  record Letters(CommandKind kind) implements Source {}

  /** What became of commands. */
  record Outcomes() implements Source {}

  /** Every topic that the auditor reads, by its name. */
  static Map<String, Source> all(Topics topics) {
    Map<String, Source> sources = new HashMap<>();
    for (CommandKind kind : CommandKind.values()) {
      sources.put(topics.commands(kind), new Commands(kind));
      sources.put(topics.deadLetters(kind), new Letters(kind));
      for (RetryTier tier : RetryTier.values()) {
        sources.put(topics.retry(kind, tier), new Waiting(kind, tier));
      }
    }
    sources.put(topics.outcomes(), new Outcomes());
    return Map.copyOf(sources);
  }
}
