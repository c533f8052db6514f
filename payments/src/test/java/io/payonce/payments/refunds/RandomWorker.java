package io.payonce.payments.refunds;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.payments.Attempt;
import io.payonce.payments.CallbackRules;
import io.payonce.payments.Claim;
import io.payonce.payments.KeptDecision;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.Reason;
import io.payonce.payments.Refund;
import io.payonce.payments.Ruling;
import io.payonce.payments.TransactionId;
import io.payonce.payments.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/**
 * Delivers refund commands, answers and callbacks in a random order, and dies at random: after the
 * intent, or after the call and before its answer is applied. Answers come late, and repeatedly. In
 * some runs a person settles open refunds as failed without knowing.
 */
final class RandomWorker {
  private final Random random;
  private final RandomGateway gateway;
  private final CheckedRefunds checked;
  private final List<RefundRequest> requests;
  private final List<Runnable> late = new ArrayList<>();
  private final Map<UUID, Verdict> verdicts = new HashMap<>();
  private final boolean settledBlindly;

  RandomWorker(Random random) {
    this.random = random;
    RandomRefunds scene = new RandomRefunds(random);
    this.gateway = new RandomGateway(random);
    this.settledBlindly = random.nextInt(4) == 0;
    this.checked =
        new CheckedRefunds(scene.order(), scene.oneOpenAtATime(), gateway, !settledBlindly);
    this.requests = scene.requests();
  }

  CheckedRefunds checked() {
    return checked;
  }

  void work() {
    for (int i = 0; i < 60; i++) {
      switch (random.nextInt(7)) {
        case 0 -> pay();
        case 1 -> hear();
        case 2 -> answerLate();
        case 3 -> settleBlindly();
        default -> deliver(requests.get(random.nextInt(requests.size())));
      }
    }
    settle();
  }

  /** All is delivered, and asked for, until all is decided and final. */
  private void settle() {
    checked.order().attempts().forEach(this::success);
    while (!late.isEmpty()) {
      answerLate();
    }
    for (int rounds = 0; !isSettled(); rounds++) {
      assertThat(rounds).as("rounds until nothing is open").isLessThan(200);
      requests.forEach(this::deliver);
      while (!late.isEmpty()) {
        answerLate();
      }
      checked.order().refunds().forEach(this::hear);
    }
    for (int i = 0; i < 2; i++) {
      checked.order().refunds().forEach(this::hear);
    }
    for (Refund refund : checked.order().refunds()) {
      assertThat(refund.status())
          .as("the gateway's books are ours")
          .isEqualTo(gateway.hasPaidBack(refund) ? Refund.Status.SUCCEEDED : Refund.Status.FAILED);
      assertThat(checked.order().decisions())
          .as("the command that opened it is decided so: %s", refund)
          .anyMatch(kept -> isOpening(kept, refund));
    }
  }

  private static boolean isOpening(KeptDecision kept, Refund refund) {
    return kept.transactionId().equals(refund.id())
        && kept.said().startsWith(RefundRequest.SAID)
        && (kept.ruling().equals(Ruling.APPLIED)
            || kept.ruling().reason() == Reason.REFUSED_BY_GATEWAY);
  }

  private boolean isSettled() {
    return requests.stream().allMatch(request -> verdicts.containsKey(request.commandId()))
        && checked.order().refunds().stream()
            .noneMatch(refund -> refund.isOpen() || refund.status() == Refund.Status.PROCESSING);
  }

  private void settleBlindly() {
    List<Refund> open = checked.order().refunds().stream().filter(Refund::isOpen).toList();
    if (settledBlindly && !open.isEmpty()) {
      Refund refund = open.get(random.nextInt(open.size()));
      hear(refund.id(), new Claim(Claim.Status.FAILED, refund.amount(), "0"));
    }
  }

  private void pay() {
    List<Attempt> attempts = checked.order().attempts();
    success(attempts.get(random.nextInt(attempts.size())));
  }

  private void success(Attempt attempt) {
    hear(attempt.id(), new Claim(Claim.Status.SUCCEEDED, attempt.amount(), "1"));
  }

  private void hear() {
    List<Refund> refunds = checked.order().refunds();
    if (!refunds.isEmpty()) {
      hear(refunds.get(random.nextInt(refunds.size())));
    }
  }

  private void hear(Refund refund) {
    gateway.claim(refund).ifPresent(claim -> hear(refund.id(), claim));
    gateway.goOn(refund);
  }

  private void hear(TransactionId transaction, Claim claim) {
    checked.apply(
        CallbackRules.decide(
            checked.order(),
            new CallbackRules.Callback(
                new UUID(random.nextLong(), random.nextLong()),
                transaction,
                PaymentMethod.VNPAY,
                claim)));
  }

  private void deliver(RefundRequest request) {
    RefundStep step =
        RefundRules.request(Optional.of(checked.order()), checked.order().decisions(), request);
    switch (step) {
      case RefundStep.Answered answered -> decided(request, answered.verdict());
      case RefundStep.Opened opened -> {
        assertThat(verdicts.remove(request.commandId()) instanceof Verdict.Decided).isFalse();
        checked.apply(opened);
        call(request, opened.refund());
      }
      case RefundStep.Resumed resumed -> resume(request, resumed.refund());
      case RefundStep.Waits waits ->
          assertThat(verdicts.get(request.commandId()) instanceof Verdict.Decided)
              .as("a decided command waits for %s", waits)
              .isFalse();
    }
  }

  private void resume(RefundRequest request, Refund refund) {
    Optional<RefundResult> found = gateway.find(refund);
    if (found.isPresent()) {
      answered(request, found.get());
    } else {
      call(request, refund);
    }
  }

  private void call(RefundRequest request, Refund refund) {
    switch (random.nextInt(4)) {
      case 0 -> {} // Dies after the intent.
      case 1 -> gateway.call(refund); // Dies after the call.
      case 2 -> {
        RefundResult result = gateway.call(refund);
        late.add(() -> answered(request, result));
      }
      default -> answered(request, gateway.call(refund));
    }
  }

  private void answerLate() {
    if (!late.isEmpty()) {
      late.remove(random.nextInt(late.size())).run();
    }
  }

  private void answered(RefundRequest request, RefundResult result) {
    Verdict verdict =
        RefundRules.answered(
            checked.order(), request.refund(), request.commandId(), request.said(), result);
    boolean undecided = verdict instanceof Verdict.Decided made && made.decisions().isEmpty();
    if (undecided) {
      checked.apply(verdict);
    } else {
      decided(request, verdict);
    }
  }

  /** What is a duplicate is not kept: it is a refund of its own once the first one has failed. */
  private void decided(RefundRequest request, Verdict verdict) {
    Verdict first = verdicts.get(request.commandId());
    if (first instanceof Verdict.Decided made) {
      assertThat(verdict).isEqualTo(new Verdict.Redelivered(made.decisions()));
    } else {
      verdicts.put(request.commandId(), verdict);
    }
    checked.apply(verdict);
  }
}
