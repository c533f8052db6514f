package io.payonce.methods.vnpay;

import static java.util.Objects.requireNonNull;

import io.payonce.methods.BreakerState;
import io.payonce.methods.MerchantApi;
import io.payonce.methods.PaymentAnswer;
import io.payonce.methods.PaymentCall;
import io.payonce.methods.RefundAnswer;
import io.payonce.methods.RefundAnswer.Completed;
import io.payonce.methods.RefundAnswer.NotFound;
import io.payonce.methods.RefundAnswer.NotSent;
import io.payonce.methods.RefundAnswer.Processing;
import io.payonce.methods.RefundAnswer.Refused;
import io.payonce.methods.RefundAnswer.Unclear;
import io.payonce.methods.RefundCall;
import io.payonce.methods.calls.CallResult;
import io.payonce.methods.calls.GuardedCalls;
import io.payonce.payments.TransactionId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * VNPAY's merchant API: refunds, and questions by {@code querydr}. VNPAY takes a refund's number
 * once a day and no more, and tells of a payment only what happened to it last.
 */
final class VnpayMerchantApi implements MerchantApi {
  /** Longer than any call may last, and than VNPAY can be thought to take for one. */
  static final Duration ON_ITS_WAY_AT_MOST = Duration.ofMinutes(5);

  private final GuardedCalls calls;
  private final URI address;
  private final MerchantRequests requests;
  private final MerchantReplies replies;
  private final InstantSource clock;

  VnpayMerchantApi(VnpaySettings settings, VnpayMerchantSettings merchant, InstantSource clock) {
    address = merchant.apiUrl();
    requests = new MerchantRequests(settings, merchant);
    replies = new MerchantReplies(settings);
    this.clock = requireNonNull(clock, "clock is null");
    calls = new GuardedCalls("VNPAY", merchant.limits());
  }

  @Override
  public boolean repeatsAreSafe() {
    return false;
  }

  @Override
  public RefundAnswer refund(RefundCall call) {
    Instant now = clock.instant();
    if (call.repeated() && isNearMidnight(now)) {
      return new NotSent("VNPAY's day changes: what was sent before may still be on its way");
    }
    CallResult result = calls.postJson(address, requests.refund(call, now));
    MerchantReply reply =
        replies.read(
            result, MerchantMessage.REFUND_ANSWER, MerchantRequests.REFUND, call.payment());
    return switch (reply) {
      case MerchantReply.NotTaken notTaken -> new NotSent(notTaken.why());
      case MerchantReply.Unclear unclear -> new Unclear(unclear.why());
      case MerchantReply.Signed signed ->
          confirmed(RefundReading.sent(signed.answer(), call), call);
    };
  }

  /**
   * The number that keeps VNPAY from taking a refund twice does so on one of its days: of two
   * sendings, one on each side of its midnight, both would be taken. So none is repeated while the
   * former may be on its way over it; before our midnight too, as VNPAY's clock may be ahead.
   */
  private static boolean isNearMidnight(Instant now) {
    Instant midnight = VnpayTime.midnightBefore(now.plus(ON_ITS_WAY_AT_MOST));
    return !now.isBefore(midnight.minus(ON_ITS_WAY_AT_MOST))
        && now.isBefore(midnight.plus(ON_ITS_WAY_AT_MOST));
  }

  @Override
  public RefundAnswer findRefund(RefundCall call) {
    return switch (query(call.payment(), call.paymentCreatedAt())) {
      case MerchantReply.NotTaken notTaken -> new NotSent(notTaken.why());
      case MerchantReply.Unclear unclear -> new Unclear(unclear.why());
      case MerchantReply.Signed signed -> RefundReading.found(signed.answer(), call);
    };
  }

  @Override
  public PaymentAnswer findPayment(PaymentCall call) {
    return switch (query(call.payment(), call.createdAt())) {
      case MerchantReply.NotTaken notTaken -> new PaymentAnswer.NotSent(notTaken.why());
      case MerchantReply.Unclear unclear -> new PaymentAnswer.Unclear(unclear.why());
      case MerchantReply.Signed signed -> PaymentReading.found(signed.answer());
    };
  }

  /** A refusal of this sending is the refund's only if no earlier sending was taken. */
  private RefundAnswer confirmed(RefundAnswer answer, RefundCall call) {
    if (!(answer instanceof Refused refused) || !refused.gatewayRefundId().isEmpty()) {
      return answer;
    }
    return switch (findRefund(call)) {
      case NotFound _ -> refused;
      case Completed completed -> completed;
      case Processing processing -> processing;
      case Refused before -> before;
      case Unclear unclear -> unconfirmed(refused, unclear.why());
      case NotSent notSent -> unconfirmed(refused, notSent.why());
    };
  }

  private static Unclear unconfirmed(Refused refused, String why) {
    return new Unclear(
        "VNPAY answered %s, perhaps because of an earlier sending: %s"
            .formatted(refused.code(), why));
  }

  private MerchantReply query(TransactionId payment, Instant paymentCreatedAt) {
    Instant now = clock.instant();
    CallResult result = calls.postJson(address, requests.query(payment, paymentCreatedAt, now));
    return replies.read(result, MerchantMessage.QUERY_ANSWER, MerchantRequests.QUERY, payment);
  }

  @Override
  public BreakerState breakerState() {
    return calls.breakerState();
  }

  @Override
  public int callsInFlight() {
    return calls.callsInFlight();
  }

  @Override
  public void close() {
    calls.close();
  }
}
