package io.payonce.schemas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The names of the topics.
 *
 * @param namespace put before every name, so that several installations can share one broker; empty
 *     in production
 */
public record Topics(String namespace) {

  /** Where commands of a kind arrive, keyed by idempotency key: {@code payment.callback}. */
  public String commands(CommandKind kind) {
    return namespace + "payment." + kind.label();
  }

  /** Where commands of a kind wait: {@code payment.callback.retry-5s}. */
  public String retry(CommandKind kind, RetryTier tier) {
    return commands(kind) + "." + tier.suffix();
  }

  public List<String> retries(CommandKind kind) {
    return Arrays.stream(RetryTier.values()).map(tier -> retry(kind, tier)).toList();
  }

  /**
   * Where commands of a kind go that were given up: original bytes and headers, and headers that
   * say why.
   */
  public String deadLetters(CommandKind kind) {
    return commands(kind) + ".dead-letter";
  }

  /** Where the outcome of each command is published, under the same key. */
  public String outcomes() {
    return namespace + "payment.outcome";
  }

  /** Where the auditor says what it found: commands without an outcome, and storms. */
  public String alerts() {
    return namespace + "payment.alert";
  }

  /** Every topic of the installation. All have the same number of partitions. */
  public List<String> all() {
    List<String> names = new ArrayList<>();
    for (CommandKind kind : CommandKind.values()) {
      names.add(commands(kind));
      names.addAll(retries(kind));
      names.add(deadLetters(kind));
    }
    names.add(outcomes());
    names.add(alerts());
    return names;
  }
}
