package io.payonce.callbacks;

import io.payonce.payments.CallbackRules;
import io.payonce.payments.KeptDecision;
import io.payonce.payments.Order;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.Verdict;
import io.payonce.payments.refunds.SurplusRefunds;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.OutcomeMessage;
import io.payonce.schemas.RefundCommand;
import io.payonce.store.BatchTransaction;
import io.payonce.store.WorkingSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides callbacks. Where surplus payments are to be paid back, each decision that makes one, and
 * each repetition of it, leads to the same command, as long as there is something to pay back: the
 * command is out before its record counts as read.
 */
final class CallbackDeciding implements Deciding<CallbackCommand> {
  private static final String SURPLUS = "surplus";

  private final boolean refundsSurplus;

  CallbackDeciding(boolean refundsSurplus) {
    this.refundsSurplus = refundsSurplus;
  }

  @Override
  public CommandKind kind() {
    return CommandKind.CALLBACK;
  }

  @Override
  public Class<CallbackCommand> type() {
    return CallbackCommand.class;
  }

  @Override
  public PaymentMethod method(CallbackCommand command) {
    return command.method();
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
  public CommandResult decide(WorkingSet set, Incoming<CallbackCommand> incoming) {
    CallbackCommand command = incoming.command();
    Optional<Order> order = set.orderOf(command.transactionId());
    if (order.isEmpty()) {
      return new CommandResult.Unknown();
    }
    return switch (CallbackRules.decide(order.get(), callback(command))) {
      case Verdict.Redelivered again -> known(command, order.get(), again.again());
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
        yield known(command, decided.after(), decided.decisions());
      }
      case Verdict.Refused _ ->
          throw new IllegalStateException("only creates are refused without an order");
    };
  }

  private static CallbackRules.Callback callback(CallbackCommand command) {
    return new CallbackRules.Callback(
        command.commandId(), command.transactionId(), command.method(), command.claim());
  }

  private CommandResult known(CallbackCommand command, Order after, List<KeptDecision> decisions) {
    List<OutcomeMessage> all = new ArrayList<>(decisions.size());
    Optional<KeptDecision> own = Optional.empty();
    for (KeptDecision decision : decisions) {
      all.add(outcome(command, decision));
      if (decision.transactionId().equals(command.transactionId())) {
        own = Optional.of(decision);
      }
    }
    KeptDecision decision = own.orElseThrow();
    return new CommandResult.Known(
        outcome(command, decision),
        all,
        "",
        refundsSurplus ? refunds(after, decisions) : List.of());
  }

  private static List<RefundCommand> refunds(Order order, List<KeptDecision> decisions) {
    return SurplusRefunds.of(order, decisions).stream()
        .map(
            owed ->
                new RefundCommand(
                    owed.commandId(),
                    owed.acceptedAt(),
                    owed.orderId(),
                    Optional.of(owed.paymentId()),
                    Optional.empty(),
                    Optional.of(owed.refundId()),
                    List.of(),
                    SURPLUS))
        .toList();
  }

  private static OutcomeMessage outcome(CallbackCommand command, KeptDecision decision) {
    return new OutcomeMessage.Decided(CommandKind.CALLBACK, command.key().value(), decision);
  }
}
