package io.payonce.benchmarks.micro;

import io.payonce.payments.Attempt;
import io.payonce.payments.CallbackRules;
import io.payonce.payments.Claim;
import io.payonce.payments.Money;
import io.payonce.payments.Order;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.Sku;
import io.payonce.payments.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The rules, on an order of one line with one attempt to pay it. */
@State(Scope.Benchmark)
public class DecideBenchmark {
  private static final Money AMOUNT = new Money(SampleCallback.VND, "VND");

  private final CallbackRules.Callback callback = callback(SampleCallback.COMMAND);
  private final CallbackRules.Callback repeated = callback(new UUID(0, 2));
  private final Order pending = pending();
  private final Order paid = paid(CallbackRules.decide(pending, callback));

  /** The first callback: it pays the order. */
  @Benchmark
  public Verdict decideFirst() {
    return CallbackRules.decide(pending, callback);
  }

  /** Another one that says the same. */
  @Benchmark
  public Verdict decideDuplicate() {
    return CallbackRules.decide(paid, repeated);
  }

  private static CallbackRules.Callback callback(UUID commandId) {
    return new CallbackRules.Callback(
        commandId,
        SampleCallback.TRANSACTION,
        PaymentMethod.VNPAY,
        new Claim(Claim.Status.SUCCEEDED, AMOUNT, "14422574"));
  }

  private static Order pending() {
    Attempt attempt =
        new Attempt(
            SampleCallback.TRANSACTION,
            PaymentMethod.VNPAY,
            AMOUNT,
            SampleCallback.RECEIVED_AT.minus(Duration.ofMinutes(2)),
            SampleCallback.RECEIVED_AT.plus(Duration.ofMinutes(13)),
            Attempt.Status.PENDING,
            "");
    return new Order(
        new OrderId("ORD-12345"),
        AMOUNT,
        List.of(new OrderLine(new Sku("SKU-1"), 1)),
        1,
        false,
        List.of(attempt),
        List.of());
  }

  private static Order paid(Verdict verdict) {
    if (verdict instanceof Verdict.Decided decided) {
      return decided.after();
    }
    throw new IllegalStateException("the first callback does not pay the order");
  }
}
