package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.schemas.CommandKind;
import io.payonce.schemas.RefundCommand;
import io.payonce.simulator.merchant.Fault;
import io.payonce.simulator.merchant.FaultKind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Orders that stand between their decisions and the worker's place in the log. Its row is held, so
 * the worker's thread waits there once it has published something; decisions that handlers commit
 * meanwhile stay unpublished.
 */
final class StandstillAfterDecisions implements Standstill {
  /** How many orders it takes. */
  static final int ORDERS = 4;

  private static final Duration AWHILE = Duration.ofSeconds(3);

  private final Database database;
  private final List<RefundedOrder> published;
  private final List<RefundedOrder> unpublished;
  private final HeldRows place;

  StandstillAfterDecisions(
      PlayedVnpay vnpay, Installation installation, List<RefundedOrder> orders) {
    database = installation.database();
    published = orders.subList(0, ORDERS / 2);
    unpublished = orders.subList(ORDERS / 2, ORDERS);
    Fault slow = Fault.after(FaultKind.LATENCY).withDelay(AWHILE);
    unpublished.forEach(order -> vnpay.faultOfRefund(order.payment(), slow));
    String topic = installation.topics().commands(CommandKind.REFUND);
    awaitRest(installation, topic);
    place =
        HeldRows.of(database, "SELECT 1 FROM partition_progress WHERE topic = ? FOR UPDATE", topic);
  }

  /** Or the worker's thread would stand still for what was before, and publish nothing of this. */
  private void awaitRest(Installation installation, String topic) {
    try (TopicLog log = new TopicLog(installation, topic)) {
      Standstill.until(
          () ->
              database
                  .rows(
                      "SELECT partition, next_offset FROM partition_progress WHERE topic = ? ORDER"
                          + " BY 1",
                      topic)
                  .equals(log.ends()));
    }
  }

  @Override
  public void await(Run run) {
    Standstill.until(
        () ->
            outcomes(run, published) > 0
                && HeldRows.waitersIn(database, "UPDATE partition_progress") > 0
                && decided() == unpublished.size());
  }

  @Override
  public void check(Run run) {
    assertThat(outcomes(run, unpublished)).as("published, though the worker stood still").isZero();
  }

  private static long outcomes(Run run, List<RefundedOrder> orders) {
    Set<UUID> known = run.evidence().outcomes().keySet();
    return orders.stream()
        .flatMap(order -> order.commands().stream())
        .map(RefundCommand::commandId)
        .filter(known::contains)
        .count();
  }

  /** How many of the orders have a decision that the gateway's answer led to. */
  private long decided() {
    return database.number(
        """
        SELECT count(DISTINCT order_id) FROM transaction_events
         WHERE said LIKE 'refund|%' AND order_id = ANY (string_to_array(?, ','))
        """,
        RefundedOrder.ids(unpublished));
  }

  @Override
  public void close() {
    place.close();
  }
}
