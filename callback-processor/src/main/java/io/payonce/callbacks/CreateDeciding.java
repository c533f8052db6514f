package io.payonce.callbacks;

import io.payonce.methods.OfferedMethod;
import io.payonce.methods.PaymentMethods;
import io.payonce.methods.PaymentPage;
import io.payonce.payments.Attempt;
import io.payonce.payments.CreateRules;
import io.payonce.payments.KeptDecision;
import io.payonce.payments.Money;
import io.payonce.payments.Order;
import io.payonce.payments.Outcome;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.TransactionId;
import io.payonce.payments.Verdict;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.CreateCommand;
import io.payonce.schemas.CreateResponse;
import io.payonce.schemas.OutcomeMessage;
import io.payonce.store.BatchTransaction;
import io.payonce.store.WorkingSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides creates for gateways whose payment URL is computed and not asked for, so that they go
 * through in batches like callbacks do.
 */
final class CreateDeciding implements Deciding<CreateCommand> {
  private final PaymentMethods methods;
  private final Optional<CreateEntries> entries;

  /**
   * @param entries where results are cached; in a replay, nowhere
   */
  CreateDeciding(PaymentMethods methods, Optional<CreateEntries> entries) {
    this.methods = methods;
    this.entries = entries;
  }

  @Override
  public CommandKind kind() {
    return CommandKind.CREATE;
  }

  @Override
  public Class<CreateCommand> type() {
    return CreateCommand.class;
  }

  @Override
  public PaymentMethod method(CreateCommand command) {
    return command.method();
  }

  @Override
  public String said(CreateCommand command) {
    return saidBy(command);
  }

  static String saidBy(CreateCommand command) {
    return command.method()
        + "|"
        + command.details().map(CreateRules.Details::fingerprint).orElse("");
  }

  /** A callback on another key can end the attempt that a cached result speaks of. */
  @Override
  public boolean readsCache() {
    return false;
  }

  @Override
  public WorkingSet load(BatchTransaction transaction, List<CreateCommand> commands) {
    return transaction.loadOrders(commands.stream().map(CreateCommand::orderId).toList());
  }

  @Override
  public CommandResult decide(WorkingSet set, Incoming<CreateCommand> incoming) {
    CreateCommand command = incoming.command();
    Optional<Order> order = set.order(command.orderId());
    CreateRules.Request request = request(command, order, reading(incoming));
    return switch (CreateRules.decide(order, set.decisionsOn(command.orderId()), request)) {
      case Verdict.Redelivered again -> known(set, command, again.again().getFirst());
      case Verdict.Duplicate duplicate ->
          CommandResult.Known.of(
              new OutcomeMessage.Duplicate(
                  command.commandId(),
                  CommandKind.CREATE,
                  command.key().value(),
                  OutcomeMessage.First.of(duplicate.first())),
              set.createResponse(duplicate.first().transactionId()));
      case Verdict.Refused refused -> {
        set.apply(refused);
        yield known(set, command, refused.decision());
      }
      case Verdict.Decided decided -> {
        KeptDecision decision = decided.decisions().getFirst();
        if (decision.ruling().outcome() == Outcome.APPLIED) {
          set.apply(decided, decision.transactionId(), response(command, decided.after()));
        } else {
          set.apply(decided);
        }
        yield known(set, command, decision);
      }
    };
  }

  @Override
  public void stored(WorkingSet set, Map<Incoming<CreateCommand>, CommandResult> results) {
    entries.ifPresent(each -> each.write(set, results));
  }

  private CreateRules.Reading reading(Incoming<CreateCommand> incoming) {
    if (entries.isEmpty()) {
      return CreateRules.Reading.IN_A_REPLAY;
    }
    return incoming.isReread() ? CreateRules.Reading.AFTER_A_RESTORE : CreateRules.Reading.FIRST;
  }

  private CreateRules.Request request(
      CreateCommand command, Optional<Order> order, CreateRules.Reading reading) {
    Optional<OfferedMethod> method = methods.find(command.method());
    Duration window = method.map(OfferedMethod::paymentWindow).orElse(Duration.ZERO);
    Optional<Money> amount =
        order.map(Order::amount).or(() -> command.details().map(CreateRules.Details::amount));
    boolean offered = method.isPresent() && amount.map(method.get()::takes).orElse(true);
    return new CreateRules.Request(
        command.commandId(),
        command.orderId(),
        TransactionId.mintedBy(command.commandId(), command.acceptedAt()),
        command.method(),
        offered,
        command.acceptedAt(),
        command.acceptedAt().plus(window),
        command.details(),
        reading);
  }

  private static CommandResult known(WorkingSet set, CreateCommand command, KeptDecision decision) {
    return CommandResult.Known.of(
        new OutcomeMessage.Decided(CommandKind.CREATE, command.key().value(), decision),
        set.createResponse(decision.transactionId()));
  }

  private String response(CreateCommand command, Order order) {
    Attempt attempt = order.attempts().getLast();
    String paymentUrl =
        methods
            .find(command.method())
            .orElseThrow()
            .paymentUrl(
                new PaymentPage(
                    attempt.id(),
                    attempt.amount(),
                    attempt.createdAt(),
                    attempt.expiresAt(),
                    command.presentation()));
    return CreateResponse.write(order.id(), attempt, paymentUrl);
  }
}
