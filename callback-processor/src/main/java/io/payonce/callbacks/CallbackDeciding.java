package io.payonce.callbacks;

import io.payonce.payments.CallbackRules;
import io.payonce.payments.KeptDecision;
import io.payonce.payments.Order;
import io.payonce.payments.Verdict;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.OutcomeMessage;
import io.payonce.store.BatchTransaction;
import io.payonce.store.WorkingSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides callbacks. */
final class CallbackDeciding implements Deciding<CallbackCommand> {
  @Override
  public CommandKind kind() {
    return CommandKind.CALLBACK;
  }

  @Override
  public Class<CallbackCommand> type() {
    return CallbackCommand.class;
  }

  @Override
  public String said(CallbackCommand command) {
    return callback(command).said();
  }

  @Override
  public boolean readsCache() {
    return true;
  }

  @Override
  public WorkingSet load(BatchTransaction transaction, List<CallbackCommand> commands) {
    return transaction.loadOrdersOf(commands.stream().map(CallbackCommand::transactionId).toList());
  }

  @Override
  public CommandResult decide(WorkingSet set, CallbackCommand command) {
    Optional<Order> order = set.orderOf(command.transactionId());
    if (order.isEmpty()) {
      return new CommandResult.Unknown();
    }
    return switch (CallbackRules.decide(order.get(), callback(command))) {
      case Verdict.Redelivered again -> known(command, again.again());
      case Verdict.Duplicate duplicate ->
          CommandResult.Known.of(
              new OutcomeMessage.Duplicate(
                  command.commandId(),
                  CommandKind.CALLBACK,
                  command.key().value(),
                  OutcomeMessage.First.of(duplicate.first())),
              "");
      case Verdict.Decided decided -> {
        set.apply(decided);
        yield known(command, decided.decisions());
      }
      case Verdict.Refused _ ->
          throw new IllegalStateException("only creates are refused without an order");
    };
  }

  private static CallbackRules.Callback callback(CallbackCommand command) {
    return new CallbackRules.Callback(
        command.commandId(), command.transactionId(), command.method(), command.claim());
  }

  private static CommandResult known(CallbackCommand command, List<KeptDecision> decisions) {
    List<OutcomeMessage> all = new ArrayList<>(decisions.size());
    Optional<KeptDecision> own = Optional.empty();
    for (KeptDecision decision : decisions) {
      all.add(outcome(command, decision));
      if (decision.transactionId().equals(command.transactionId())) {
        own = Optional.of(decision);
      }
    }
    KeptDecision decision = own.orElseThrow();
    return new CommandResult.Known(outcome(command, decision), all, "");
  }

  private static OutcomeMessage outcome(CallbackCommand command, KeptDecision decision) {
    return new OutcomeMessage.Decided(CommandKind.CALLBACK, command.key().value(), decision);
  }
}
