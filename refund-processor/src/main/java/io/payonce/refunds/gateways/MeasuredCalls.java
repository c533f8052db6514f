package io.payonce.refunds.gateways;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.payonce.methods.BreakerState;
import io.payonce.methods.MerchantApi;
import io.payonce.methods.PaymentAnswer;
import io.payonce.methods.PaymentCall;
import io.payonce.methods.RefundAnswer;
import io.payonce.methods.RefundCall;
import io.payonce.payments.PaymentMethod;

/** A gateway's calls, each timed and counted by what came of it. Safe for many threads. */
public final class MeasuredCalls implements MerchantApi {
  private final MerchantApi api;
  private final PaymentMethod method;
  private final MeterRegistry registry;

  /** Closes the calls that it is given. */
  public MeasuredCalls(MerchantApi api, PaymentMethod method, MeterRegistry registry) {
    this.api = api;
    this.method = method;
    this.registry = registry;
  }

  @Override
  public boolean repeatsAreSafe() {
    return api.repeatsAreSafe();
  }

  @Override
  public RefundAnswer refund(RefundCall call) {
    Timer.Sample begun = Timer.start();
    RefundAnswer answer = api.refund(call);
    return counted(begun, "refund", answer);
  }

  @Override
  public RefundAnswer findRefund(RefundCall call) {
    Timer.Sample begun = Timer.start();
    RefundAnswer answer = api.findRefund(call);
    return counted(begun, "find-refund", answer);
  }

  private RefundAnswer counted(Timer.Sample begun, String operation, RefundAnswer answer) {
    String result =
        switch (answer) {
          case RefundAnswer.Completed _ -> "completed";
          case RefundAnswer.Processing _ -> "processing";
          case RefundAnswer.Refused _ -> "refused";
          case RefundAnswer.NotFound _ -> "not-found";
          case RefundAnswer.NotSent _ -> "not-sent";
          case RefundAnswer.Unclear _ -> "unclear";
        };
    begun.stop(
        registry.timer(
            "payonce.gateway.call.duration",
            Tags.of("method", method.name(), "operation", operation, "result", result)));
    return answer;
  }

  @Override
  public PaymentAnswer findPayment(PaymentCall call) {
    return api.findPayment(call);
  }

  @Override
  public BreakerState breakerState() {
    return api.breakerState();
  }

  @Override
  public int callsInFlight() {
    return api.callsInFlight();
  }

  @Override
  public void close() {
    api.close();
  }
}
