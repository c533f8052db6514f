package io.payonce.cli.demo;

import io.payonce.payments.Sku;
import io.payonce.store.auditing.Invariant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Proves from the database that every order was paid once, and nothing else happened. */
final class Audit {
  private static final String PAID_ORDERS =
      "SELECT count(*) FROM orders WHERE starts_with(order_id, ?) AND status = 'PAID'";
  private static final String OTHER_ORDERS =
      "SELECT count(*) FROM orders WHERE starts_with(order_id, ?) AND status <> 'PAID'";
  private static final String APPLIED_SUCCESSES =
      """
      SELECT count(*) FROM transaction_events e JOIN transactions t USING (transaction_id)
        WHERE starts_with(t.order_id, ?) AND e.outcome = 'APPLIED' AND e.order_status = 'PAID'
      """;
  private static final String CONFIRMED_ONCE =
      """
      SELECT count(*) FROM orders o WHERE starts_with(o.order_id, ?) AND 1 =
        (SELECT count(*) FROM transaction_events e JOIN transactions t USING (transaction_id)
          WHERE e.order_id = o.order_id AND e.outcome = 'APPLIED' AND e.order_status = 'PAID'
            AND t.status = 'SUCCEEDED')
      """;
  private static final String FORGED_TRACES =
      """
      SELECT (SELECT count(*) FROM transaction_events
               WHERE string_to_array(said, '|') && ?)
           + (SELECT count(*) FROM transactions WHERE gateway_transaction_id = ANY (?))
      """;
  private static final String UNKNOWN_TRACES =
      """
      SELECT (SELECT count(*) FROM transaction_events WHERE transaction_id = ANY (?))
           + (SELECT count(*) FROM transactions WHERE transaction_id = ANY (?))
      """;
  private static final String ON_HAND =
      "SELECT sku, on_hand FROM inventory WHERE starts_with(sku, ?)";
  private static final String MOVED =
      "SELECT sku, sum(quantity) FROM inventory_movements WHERE starts_with(sku, ?) GROUP BY sku";

  private final Books books;
  private final DemoPlan plan;

  Audit(Books books, DemoPlan plan) {
    this.books = books;
    this.plan = plan;
  }

  /**
   * All that must hold.
   *
   * @param forgedNumbers gateway numbers that only forged callbacks bear
   * @param unknownReferences transactions that nobody has created
   */
  List<Proof> proofs(List<String> forgedNumbers, List<String> unknownReferences) {
    int orders = plan.orders().size();
    List<Proof> proofs = new ArrayList<>();
    proofs.add(Proof.equal("every order is PAID", orders, orders(PAID_ORDERS)));
    proofs.add(Proof.none("no order is anything else", orders(OTHER_ORDERS)));
    proofs.add(invariants());
    proofs.add(
        Proof.equal(
            "each was confirmed by exactly one APPLIED callback", orders, orders(CONFIRMED_ONCE)));
    proofs.add(Proof.equal("no other success was ever applied", orders, orders(APPLIED_SUCCESSES)));
    proofs.add(
        Proof.none("no forged callback left a trace", books.number(FORGED_TRACES, forgedNumbers)));
    proofs.add(
        Proof.none(
            "no unknown transaction became one", books.number(UNKNOWN_TRACES, unknownReferences)));
    proofs.addAll(stock());
    return proofs;
  }

  /** Counts among the orders that are this run's to account for. */
  private long orders(String sql) {
    return books.number(sql, plan.label().ownOrders());
  }

  /**
   * The same as {@code payonce books check}: who holds what, and which goods moved for it; of all
   * that the database holds, since it must hold for everybody.
   */
  private Proof invariants() {
    List<Invariant> all = Invariant.all();
    long held = all.stream().filter(invariant -> books.isEmpty(invariant.offenders())).count();
    return Proof.equal("every invariant of the books holds", all.size(), held);
  }

  private List<Proof> stock() {
    Map<Sku, Long> onHand = books.bySku(ON_HAND, plan.label().ownSkus());
    return List.of(
        compare("the stock is what it was less what was sold", onHand, expectedStock()),
        compare("stock and movements balance", onHand, balance()));
  }

  private Map<Sku, Long> expectedStock() {
    Map<Sku, Long> expected = new TreeMap<>();
    plan.sold().forEach((sku, sold) -> expected.put(sku, DemoPlan.START_STOCK - sold));
    return expected;
  }

  private Map<Sku, Long> balance() {
    Map<Sku, Long> expected = new TreeMap<>();
    plan.skus().forEach(sku -> expected.put(sku, DemoPlan.START_STOCK));
    books
        .bySku(MOVED, plan.label().ownSkus())
        .forEach((sku, moved) -> expected.merge(sku, moved, Long::sum));
    return expected;
  }

  private static Proof compare(String claim, Map<Sku, Long> seen, Map<Sku, Long> expected) {
    if (seen.equals(expected)) {
      long pieces = seen.values().stream().mapToLong(Long::longValue).sum();
      return new Proof(claim, true, seen.size() + " skus, " + pieces + " pieces left");
    }
    return new Proof(claim, false, "seen " + seen + ", expected " + expected);
  }
}
