package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.payments.CallbackRules;
import io.payonce.payments.refunds.RefundRequest;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.Command;
import io.payonce.schemas.CreateCommand;
import io.payonce.schemas.RefundCommand;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What every acknowledged command said is in the database: from itself, or from one that said the
 * same before.
 */
final class NothingLost implements Guarantee {
  @Override
  public void check(Evidence evidence) {
    Set<String> said =
        new HashSet<>(
            evidence
                .database()
                .rows(
                    """
                    SELECT transaction_id || ' ' || said FROM transaction_events
                     UNION SELECT order_id || ' ' || said FROM transaction_events
                    """));
    Set<String> orders = new HashSet<>(evidence.database().rows("SELECT order_id FROM orders"));
    List<String> lost = new ArrayList<>();
    for (Command command : evidence.sent().commands().values()) {
      if (!isKnown(command, said, orders)) {
        lost.add(command.key() + " of command " + command.commandId());
      }
    }
    assertThat(lost)
        .as("acknowledged, and not in the database (of %d)", evidence.sent().size())
        .isEmpty();
  }

  /**
   * Checks that what each of the callbacks said is in the database, whoever sent it and under
   * whatever command id.
   */
  static void requireSaid(Database database, Collection<CallbackCommand> callbacks) {
    Set<String> said =
        new HashSet<>(
            database.rows("SELECT transaction_id || ' ' || said FROM transaction_events"));
    assertThat(callbacks)
        .as("acknowledged callbacks")
        .allMatch(callback -> said.contains(callback.transactionId() + " " + said(callback)));
  }

  private static boolean isKnown(Command command, Set<String> said, Set<String> orders) {
    return switch (command) {
      case CreateCommand create -> orders.contains(create.orderId().value());
      case CallbackCommand callback ->
          said.contains(callback.transactionId() + " " + said(callback));
      case RefundCommand refund -> said.contains(refund.orderId() + " " + said(refund));
    };
  }

  private static String said(RefundCommand command) {
    return new RefundRequest(
            command.commandId(),
            command.acceptedAt(),
            command.orderId(),
            command.refundId(),
            command.amount(),
            command.transactionId(),
            command.lines(),
            true)
        .said();
  }

  private static String said(CallbackCommand command) {
    return new CallbackRules.Callback(
            command.commandId(), command.transactionId(), command.method(), command.claim())
        .said();
  }
}
