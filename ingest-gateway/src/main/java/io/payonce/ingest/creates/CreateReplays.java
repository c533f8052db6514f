package io.payonce.ingest.creates;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.payonce.idempotency.CachedResult;
import io.payonce.idempotency.ResultCache;
import io.payonce.payments.CreateRules;
import io.payonce.payments.Outcome;
import io.payonce.payments.Ruling;
import io.payonce.schemas.CreateCommand;
import io.payonce.schemas.Decoding;
import io.payonce.schemas.OutcomeMessage;
import io.payonce.schemas.Reply;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Knows the creates that were answered before, from the cache that the workers write, so that a
 * repeat needs neither a command nor the database.
 *
 * <p>An entry is used if it says the same as the create and its attempt is still open; a create
 * without details says the same as any of its order and method, as the rules have it. All else is a
 * miss, and the command decides. Who holds the partition does not matter here: the entry's command
 * is in the log, so a database that went back comes to it again.
 */
final class CreateReplays {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final ResultCache cache;
  private final Counter replayed;

  CreateReplays(ResultCache cache, MeterRegistry meters) {
    this.cache = cache;
    replayed =
        Counter.builder("payonce.ingress.creates.replayed")
            .description("Creates that were answered from the cache")
            .register(meters);
  }

  /** The bytes that the same create was answered with before. */
  Optional<String> find(CreateCommand command) {
    Optional<String> response =
        cache
            .read(command.key().value())
            .filter(cached -> saysTheSame(cached, command))
            .flatMap(cached -> response(cached.resultJson()))
            .filter(body -> isOpen(body, command.acceptedAt()));
    response.ifPresent(_ -> replayed.increment());
    return response;
  }

  /** The workers' fingerprint of a create is its method and, after a bar, that of its details. */
  private static boolean saysTheSame(CachedResult cached, CreateCommand command) {
    String method = command.method() + "|";
    return command
        .details()
        .map(CreateRules.Details::fingerprint)
        .map(details -> cached.fingerprint().equals(method + details))
        .orElseGet(() -> cached.fingerprint().startsWith(method));
  }

  private static Optional<String> response(String resultJson) {
    return switch (Reply.read(resultJson)) {
      case Decoding.Decoded<Reply>(Reply.Decided(OutcomeMessage outcome, String response))
          when opened(outcome) && !response.isEmpty() ->
          Optional.of(response);
      case Decoding.Decoded<Reply> _ -> Optional.empty();
      case Decoding.Undecodable<Reply> _ -> Optional.empty();
      case Decoding.FutureVersion<Reply> _ -> Optional.empty();
    };
  }

  private static boolean opened(OutcomeMessage outcome) {
    return switch (outcome) {
      case OutcomeMessage.Decided decided -> isApplied(decided.decision().ruling());
      case OutcomeMessage.Duplicate duplicate -> isApplied(duplicate.first().ruling());
      case OutcomeMessage.DeadLettered _ -> false;
    };
  }

  private static boolean isApplied(Ruling ruling) {
    return ruling.outcome() == Outcome.APPLIED;
  }

  /** A response that does not say until when it holds is not used. */
  private static boolean isOpen(String response, Instant now) {
    try {
      JsonNode expiresAt = MAPPER.readTree(response).path("expiresAt");
      return Instant.parse(expiresAt.asText()).isAfter(now);
    } catch (JsonProcessingException | DateTimeParseException _) {
      // A miss, which is always right.
      return false;
    }
  }
}
