package io.payonce.callbacks;

import io.payonce.consumer.PartitionSpan;
import io.payonce.idempotency.CacheWrite;
import io.payonce.idempotency.CachedResult;
import io.payonce.idempotency.RecordOrigin;
import io.payonce.idempotency.ResultCache;
import io.payonce.payments.KeptDecision;
import io.payonce.schemas.Command;
import io.payonce.schemas.Decoding;
import io.payonce.schemas.OutcomeMessage;
import io.payonce.schemas.OutcomeWriter;
import io.payonce.schemas.Reply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Step 2: answers commands from cached results, as far as those may be believed.
 *
 * <p>An entry counts only if the partition it came from is held by the same owner, and its offset
 * lies below the batch's first position: then the fence, in this batch's own transaction, confirms
 * that the database has it too. An entry from a future that the database has lost fails one of
 * these, and is a miss.
 */
final class CachedResults<C extends Command> {
  private final ResultCache cache;
  private final Deciding<C> deciding;

  CachedResults(ResultCache cache, Deciding<C> deciding) {
    this.cache = cache;
    this.deciding = deciding;
  }

  /** The results of those commands that need not be decided again. */
  Map<Incoming<C>, CommandResult.Known> answer(List<Incoming<C>> commands) {
    Map<Incoming<C>, CommandResult.Known> answers = new HashMap<>();
    if (!deciding.readsCache()) {
      return answers;
    }
    Map<String, CachedResult> hits = cache.readAll(commands.stream().map(Incoming::key).toList());
    for (Incoming<C> incoming : commands) {
      CachedResult hit = hits.get(incoming.key());
      if (hit != null && isBelievable(hit, incoming)) {
        outcome(hit, incoming.command()).ifPresent(known -> answers.put(incoming, known));
      }
    }
    return answers;
  }

  private boolean isBelievable(CachedResult hit, Incoming<C> incoming) {
    PartitionSpan span = incoming.span();
    return hit.fingerprint().equals(deciding.said(incoming.command()))
        && hit.isBelievable(
            span.partition().topicId().toString(),
            span.partition().partition(),
            span.owner(),
            span.before());
  }

  /**
   * The outcome again for the very command that was decided; for another that says the same, its
   * duplicate.
   */
  private Optional<CommandResult.Known> outcome(CachedResult hit, Command command) {
    if (!(Reply.read(hit.resultJson()) instanceof Decoding.Decoded<Reply>(Reply.Decided reply)
        && reply.outcome() instanceof OutcomeMessage.Decided decided)) {
      return Optional.empty();
    }
    KeptDecision decision = decided.decision();
    OutcomeMessage outcome =
        decision.commandId().equals(command.commandId())
            ? decided
            : new OutcomeMessage.Duplicate(
                command.commandId(),
                command.kind(),
                command.key().value(),
                OutcomeMessage.First.of(decision));
    return Optional.of(CommandResult.Known.of(outcome, reply.response()));
  }

  /**
   * The entry for a result that was decided now, if commands of its kind may be answered from it. A
   * result of two outcomes is not cached, since one entry could not give both again.
   *
   * @param written the outcome as {@link OutcomeWriter} wrote it
   */
  Optional<CacheWrite> entry(Incoming<C> incoming, CommandResult.Known known, byte[] written) {
    if (!deciding.readsCache() || known.all().size() != 1) {
      return Optional.empty();
    }
    return switch (known.own()) {
      case OutcomeMessage.Decided decided ->
          Optional.of(entry(incoming, decided.decision(), Reply.write(written, known.response())));
      case OutcomeMessage.Duplicate _, OutcomeMessage.DeadLettered _ -> Optional.empty();
    };
  }

  private CacheWrite entry(Incoming<C> incoming, KeptDecision decision, String reply) {
    return CacheWrite.of(
        new CachedResult(
            decision.said(),
            decision.commandId().toString(),
            new RecordOrigin(
                incoming.span().partition().topicId().toString(),
                incoming.record().partition(),
                incoming.record().offset()),
            incoming.span().owner(),
            reply));
  }
}
