package io.payonce.callbacks;

import io.payonce.schemas.OutcomeWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The outcomes of one batch as JSON. A command's own outcome is written once, though it goes to the
 * topic, the cache and whoever waits for it. For one thread.
 */
final class WrittenOutcomes {
  private final Map<Incoming<?>, byte[]> own = new HashMap<>();

  byte[] own(Incoming<?> incoming, CommandResult.Known known) {
    return own.computeIfAbsent(incoming, _ -> OutcomeWriter.write(known.own()));
  }

  /** All outcomes of a command, in their order. */
  List<byte[]> all(Incoming<?> incoming, CommandResult.Known known) {
    return known.all().size() == 1
        ? List.of(own(incoming, known))
        : known.all().stream().map(OutcomeWriter::write).toList();
  }
}
