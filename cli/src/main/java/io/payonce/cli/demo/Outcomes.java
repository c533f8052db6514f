package io.payonce.cli.demo;

import io.payonce.payments.Reason;
import io.payonce.payments.Ruling;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.Decoding;
import io.payonce.schemas.OutcomeMessage;
import io.payonce.schemas.OutcomeReader;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What became of callbacks, counted from the topic of outcomes; repeats are dropped. */
final class Outcomes {
  /** By command and transaction, as repeats are known; a later one replaces an earlier one. */
  private final Map<String, String> byCommand = new HashMap<>();

  void add(byte[] value) {
    if (OutcomeReader.read(value) instanceof Decoding.Decoded<OutcomeMessage> decoded
        && decoded.value().kind() == CommandKind.CALLBACK) {
      OutcomeMessage message = decoded.value();
      byCommand.put(message.commandId() + subject(message), words(message));
    }
  }

  /** How many callbacks have an outcome. */
  int size() {
    return byCommand.size();
  }

  /** The number of callbacks by outcome and reason. */
  Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    byCommand.values().forEach(words -> counts.merge(words, 1, Integer::sum));
    return counts;
  }

  private static String subject(OutcomeMessage message) {
    return switch (message) {
      case OutcomeMessage.Decided decided -> decided.decision().transactionId().value();
      case OutcomeMessage.Duplicate _, OutcomeMessage.DeadLettered _ -> "";
    };
  }

  private static String words(OutcomeMessage message) {
    return switch (message) {
      case OutcomeMessage.Decided decided -> words(decided.decision().ruling());
      case OutcomeMessage.Duplicate duplicate ->
          duplicate.first().ruling().reason() == Reason.NONE
              ? "duplicate"
              : "duplicate of " + words(duplicate.first().ruling());
      case OutcomeMessage.DeadLettered given -> "dead-lettered: " + given.reason();
    };
  }

  private static String words(Ruling ruling) {
    String outcome = ruling.outcome().name().toLowerCase(Locale.ROOT);
    return ruling.reason() == Reason.NONE ? outcome : outcome + ": " + ruling.reason().code();
  }
}
