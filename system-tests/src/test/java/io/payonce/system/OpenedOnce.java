package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.payments.Outcome;
import io.payonce.payments.Reason;
import io.payonce.schemas.CreateCommand;
import io.payonce.schemas.OutcomeMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * However many ask for it at once, an order has one attempt: all who said what its opener said have
 * the same bytes, all who said otherwise were refused, and of all commands one took effect.
 *
 * @param told what everybody was told
 * @param creates all commands that came of it
 */
record OpenedOnce(List<Told> told, List<CreateCommand> creates) implements Guarantee {
  @Override
  public void check(Evidence evidence) {
    Map<String, List<Told>> byOrder =
        told.stream().collect(Collectors.groupingBy(Told::what, TreeMap::new, Collectors.toList()));
    List<String> opened = new ArrayList<>();
    byOrder.forEach((order, answers) -> opened.add(order + " " + opened(order, answers)));
    assertThat(
            evidence
                .database()
                .rows(
                    """
                    SELECT order_id, transaction_id FROM transactions WHERE kind = 'PAYMENT'
                     ORDER BY order_id COLLATE "C"
                    """))
        .as("attempts to pay, and those that their callers were told of")
        .isEqualTo(opened);
    Map<String, List<CreateCommand>> commands =
        creates.stream().collect(Collectors.groupingBy(create -> create.orderId().value()));
    commands.forEach((order, of) -> tookEffectOnce(order, of, evidence));
  }

  private static String opened(String order, List<Told> answers) {
    List<Told> having = answers.stream().filter(Told::hasIt).toList();
    assertThat(having.stream().map(Told::body).distinct()).as("answers about %s", order).hasSize(1);
    assertThat(having.stream().map(Told::said).distinct()).as("what they said").hasSize(1);
    assertThat(having.stream().filter(each -> each.status() == 201))
        .as("told to have opened %s", order)
        .hasSizeLessThanOrEqualTo(1);
    String said = having.getFirst().said();
    assertThat(answers)
        .as("who was told what of %s", order)
        .allMatch(each -> each.said().equals(said) ? each.hasIt() : each.status() == 422);
    return CreateStorm.transaction(having.getFirst());
  }

  private static void tookEffectOnce(
      String order, List<CreateCommand> commands, Evidence evidence) {
    List<OutcomeMessage> last =
        commands.stream()
            .map(command -> evidence.outcomes().getOrDefault(command.commandId(), List.of()))
            .map(List::getLast)
            .toList();
    assertThat(last.stream().filter(OpenedOnce::isApplied)).as("applied of %s", order).hasSize(1);
    assertThat(last)
        .as("the others of %s", order)
        .allMatch(each -> isApplied(each) || isNoOther(each));
  }

  private static boolean isApplied(OutcomeMessage outcome) {
    return outcome instanceof OutcomeMessage.Decided decided
        && decided.decision().ruling().outcome() == Outcome.APPLIED;
  }

  /** The same again; or refused, as somebody else was first, or has paid meanwhile. */
  private static boolean isNoOther(OutcomeMessage outcome) {
    return switch (outcome) {
      case OutcomeMessage.Duplicate _ -> true;
      case OutcomeMessage.Decided decided ->
          List.of(Reason.ORDER_DIFFERS, Reason.ORDER_ALREADY_PAID)
              .contains(decided.decision().ruling().reason());
      case OutcomeMessage.DeadLettered _ -> false;
    };
  }
}
