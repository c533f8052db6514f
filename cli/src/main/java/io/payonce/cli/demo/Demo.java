package io.payonce.cli.demo;

import io.payonce.cli.demo.OrderStory.Sending;
import io.payonce.cli.refunding.RefundsAct;
import io.payonce.cli.refunding.RefundsPlayed;
import io.payonce.cli.stack.Shop;
import io.payonce.cli.stack.Site;
import io.payonce.cli.stack.Stack;
import io.payonce.simulator.GatewayNumbers;
import io.payonce.simulator.IngressClient;
import io.payonce.simulator.PaymentRequest;
import io.payonce.simulator.VnpayCustomer;
import io.payonce.simulator.VnpayIpn;
import io.payonce.simulator.merchant.BooksPage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The demo, on an installation that runs.
 *
 * <ol>
 *   <li>Orders are created through the API.
 *   <li>VNPAY's callbacks come, five at once and mixed with what should not come.
 *   <li>All of them come once more.
 *   <li>Outcomes are counted, and the books are audited.
 *   <li>Four more orders are paid and refunded, and our books compared with the gateway's.
 * </ol>
 */
public final class Demo {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);
  private static final long FIRST_GATEWAY_NUMBER = 14_000_001;
  private static final long UNKNOWN_VND = 10_000;
  private static final String ATTEMPTS =
      "SELECT count(*) FROM transactions WHERE kind = 'PAYMENT' AND order_id = ANY (?)";
  private static final String REFUNDED =
      """
      SELECT coalesce(sum(amount), 0) FROM transactions
        WHERE starts_with(order_id, ?) AND kind = 'REFUND' AND status IN ('PROCESSING', 'SUCCEEDED')
      """;

  private final Site site;
  private final Progress progress;
  private final DemoPlan plan;
  private final long seed;
  private final Answers answers = new Answers();
  private final VnpayCustomer customer;

  /**
   * @param orders how many, at least one
   */
  public Demo(Site site, Progress progress, int orders, long seed) {
    // Where others play too, names and the gateway's numbers are told apart by the time of the run.
    Instant now = Instant.now();
    this.site = site;
    this.progress = progress;
    this.plan =
        DemoPlan.of(
            orders, seed, site.isFresh() ? DemoPlan.RunLabel.NONE : DemoPlan.RunLabel.at(now));
    this.seed = seed;
    this.customer =
        new VnpayCustomer(
            site.credentials().terminal(),
            new GatewayNumbers(site.isFresh() ? FIRST_GATEWAY_NUMBER : now.toEpochMilli()));
  }

  /** The callbacks of all orders, and those that belong to none. */
  private record Mail(List<OrderStory> stories, List<VnpayIpn> unknown) {
    List<String> forgedNumbers() {
      return stories.stream()
          .flatMap(story -> story.before().stream())
          .filter(sending -> sending.delivery() == Delivery.FORGED)
          .map(sending -> sending.ipn().transactionNo())
          .toList();
    }

    List<String> unknownReferences() {
      return unknown.stream().map(VnpayIpn::reference).toList();
    }
  }

  /**
   * Plays it and looks what became of it.
   *
   * @throws IllegalStateException if it cannot be played to its end
   */
  public DemoResult play() {
    OutcomeTopic outcomeTopic = new OutcomeTopic(site.places().kafka(), Stack.topics().outcomes());
    Warehouse.fill(site.places(), plan.skus());
    Mail mail = write(create());
    try (IngressClient ingress =
        new IngressClient(URI.create(site.places().ingress()), ANSWER_WITHIN)) {
      Postman postman = new Postman(ingress, answers);
      deliver(mail, postman);
      deliverAgain(mail, postman);
    }
    Outcomes outcomes = outcomeTopic.readUntil(answers.taken());
    List<Proof> proofs = proofs(mail, outcomes);
    proofs.addAll(refundProofs(refund()));
    return new DemoResult(plan.orders().size(), seed, answersByWords(), becameOf(outcomes), proofs);
  }

  private List<Shop.Created> create() {
    try (Shop shop = new Shop(site.places().ingress(), site.credentials().apiKey());
        Progress.Step step = progress.begin("Orders created", plan.orders().size())) {
      return Together.map(plan.orders(), step, order -> shop.create(order.draft()));
    }
  }

  private Mail write(List<Shop.Created> created) {
    List<OrderStory> stories = new ArrayList<>();
    for (int index = 0; index < created.size(); index++) {
      PaymentRequest request = PaymentRequest.of(created.get(index).paymentUrl());
      stories.add(OrderStory.of(plan.orders().get(index).scenario(), request, customer));
    }
    List<VnpayIpn> unknown =
        IntStream.range(0, plan.unknownPayments())
            .mapToObj(_ -> customer.payUnknown(UNKNOWN_VND))
            .toList();
    return new Mail(stories, unknown);
  }

  private void deliver(Mail mail, Postman postman) {
    List<Runnable> rounds =
        Stream.concat(
                mail.unknown().stream()
                    .map(ipn -> (Runnable) () -> postman.bring(new Sending(Delivery.UNKNOWN, ipn))),
                mail.stories().stream().map(story -> (Runnable) () -> tell(story, postman)))
            .toList();
    runAll("Callbacks, five at once", rounds);
  }

  private static void tell(OrderStory story, Postman postman) {
    story.before().forEach(postman::bring);
    postman.bringFiveAtOnce(new Sending(Delivery.PAID, story.payment()));
  }

  private void deliverAgain(Mail mail, Postman postman) {
    runAll(
        "The same again, later",
        mail.stories().stream().map(story -> (Runnable) () -> tellAgain(story, postman)).toList());
  }

  private static void tellAgain(OrderStory story, Postman postman) {
    postman.bring(new Sending(Delivery.PAID_LATER, story.payment()));
    story.after().forEach(postman::bring);
  }

  private void runAll(String name, List<Runnable> rounds) {
    try (Progress.Step step = progress.begin(name, rounds.size())) {
      Together.forEach(rounds, step, Runnable::run);
    }
  }

  private Map<String, Map<String, Integer>> answersByWords() {
    Map<String, Map<String, Integer>> byWords = new LinkedHashMap<>();
    for (Delivery delivery : Delivery.values()) {
      byWords.put(delivery.words(), answers.of(delivery));
    }
    return byWords;
  }

  private Map<String, Integer> becameOf(Outcomes outcomes) {
    Map<String, Integer> becameOf = new LinkedHashMap<>(outcomes.counts());
    becameOf.put("parked: transaction unknown", answers.count(Delivery.UNKNOWN, Answers.UNKNOWN));
    becameOf.put("refused: forged", answers.count(Delivery.FORGED, Answers.FORGED));
    return becameOf;
  }

  private List<Proof> proofs(Mail mail, Outcomes outcomes) {
    List<Proof> proofs = new ArrayList<>();
    try (Books books = books()) {
      proofs.addAll(new Audit(books, plan).proofs(mail.forgedNumbers(), mail.unknownReferences()));
    }
    proofs.add(
        Proof.equal(
            "every forged callback was refused",
            answers.sent(Delivery.FORGED),
            answers.count(Delivery.FORGED, Answers.FORGED)));
    int taken = answers.taken();
    proofs.add(
        new Proof(
            "every callback that was taken has its outcome",
            outcomes.size() >= taken,
            outcomes.size() + " of " + taken));
    return proofs;
  }

  private RefundsPlayed refund() {
    try (Progress.Step step = progress.begin("Refunds, by double clicks", RefundsAct.STEPS)) {
      RefundsAct.Names names = new RefundsAct.Names(plan.label().order(""), plan.skus().getFirst());
      return new RefundsAct(site, names, step::advance).play();
    }
  }

  private List<Proof> refundProofs(RefundsPlayed played) {
    try (Books books = books()) {
      return List.of(
          Proof.equal(
              "an order that was created four times at once has one payment",
              1,
              books.number(ATTEMPTS, List.of(played.clickedOrder().value()))),
          paidBackOnce(
              "refunded four times at once, it was paid back once",
              played.clicked(),
              RefundsPlayed.PRICE),
          paidBackOnce(
              "of a partial refund, a part went back", played.partial(), RefundsPlayed.PART),
          paidBackOnce(
              "where the gateway gave no answer, it was asked and paid back once",
              played.silent(),
              RefundsPlayed.PRICE),
          paidBackOnce(
              "paid by two attempts, the later one was paid back once",
              played.surplus(),
              RefundsPlayed.PRICE),
          Proof.none(
              "of the earlier one, which holds the order, nothing went back",
              played.holding().refundedVnd()),
          Proof.equal(
              "the gateway's books and ours agree on what went back",
              played.refundedVnd(),
              books.number(REFUNDED, plan.label().ownOrders())));
    }
  }

  private Books books() {
    Stack.Places places = site.places();
    return Books.open(places.postgres(), places.postgresUser(), places.postgresPassword());
  }

  private static Proof paidBackOnce(String claim, BooksPage.Payment payment, long vnd) {
    return new Proof(
        claim,
        payment.refunds().size() == 1 && payment.refundedVnd() == vnd,
        payment.refundedVnd() + " VND by " + payment.refunds().size() + " refund");
  }
}
