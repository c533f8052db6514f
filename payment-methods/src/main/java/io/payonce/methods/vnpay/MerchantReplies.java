package io.payonce.methods.vnpay;

import io.payonce.methods.calls.CallResult;
import io.payonce.methods.vnpay.MerchantReply.NotTaken;
import io.payonce.methods.vnpay.MerchantReply.Signed;
import io.payonce.methods.vnpay.MerchantReply.Unclear;
import io.payonce.payments.TransactionId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Tells what an answer of VNPAY's merchant API is worth.
 *
 * <p>Unclear is every answer without VNPAY's signature (an error page, a broken body, one signed
 * with another secret), one to another question than ours, and one that is none. What is signed is
 * read by its {@code vnp_ResponseCode}:
 *
 * <table>
 *   <caption>Response codes</caption>
 *   <tr><th>code<th>VNPAY says<th>a refund is<th>a query's answer is
 *   <tr><td>00<td>accepted<td>by its status<td>by type and status
 *   <tr><td>02<td>unknown terminal<td>not sent: our settings<td>not sent
 *   <tr><td>03<td>bad format<td>not sent: ours to repair<td>not sent
 *   <tr><td>08<td>maintenance<td>not sent: later<td>not sent
 *   <tr><td>16<td>no refunds at this time<td>not sent: later<td>unclear
 *   <tr><td>91<td>no such payment<td>refused (*)<td>not found
 *   <tr><td>93<td>amount too large<td>refused (*)<td>unclear
 *   <tr><td>94<td>sent before<td>unclear: perhaps by us<td>unclear: asked too often
 *   <tr><td>95<td>payment not successful<td>refused (*)<td>unclear
 *   <tr><td>97<td>bad signature<td>not sent: our settings<td>not sent
 *   <tr><td>99, other<td>trouble<td>unclear<td>unclear
 * </table>
 *
 * <p>(*) The code speaks of this sending. An earlier one, whose answer was lost, may have been
 * taken, and be the very reason: so a query must say that it was not.
 */
final class MerchantReplies {
  private static final int OK = 200;
  private static final Set<String> NOT_TAKEN = Set.of("02", "03", "08", "97");
  private static final Set<String> UNCERTAIN = Set.of("94", "99");

  private final VnpaySettings settings;

  MerchantReplies(VnpaySettings settings) {
    this.settings = settings;
  }

  /**
   * @param asked the command that was sent
   * @param payment the payment that it was about
   */
  MerchantReply read(CallResult result, MerchantMessage form, String asked, TransactionId payment) {
    return switch (result) {
      case CallResult.NotSent notSent -> new NotTaken(notSent.why());
      case CallResult.Unclear unclear -> new Unclear(unclear.why());
      case CallResult.Answered answered when answered.httpStatus() != OK ->
          new Unclear("HTTP status " + answered.httpStatus());
      case CallResult.Answered answered -> read(answered.body(), form, asked, payment);
    };
  }

  private MerchantReply read(
      byte[] body, MerchantMessage form, String asked, TransactionId payment) {
    Map<String, String> fields;
    try {
      fields = FlatJson.read(body);
    } catch (IllegalArgumentException unreadable) {
      return new Unclear("an unreadable answer: " + unreadable.getMessage());
    }
    if (!form.isSignedBy(settings.hashSecrets(), fields)) {
      return new Unclear("an answer without VNPAY's signature");
    }
    Map<String, String> kept = new LinkedHashMap<>(fields);
    kept.remove(VnpaySignature.HASH);
    return judge(new MerchantAnswer(kept), asked, payment);
  }

  private MerchantReply judge(MerchantAnswer answer, String asked, TransactionId payment) {
    String code = answer.code();
    String said = "VNPAY answered %s: %s".formatted(code, answer.message());
    if (NOT_TAKEN.contains(code) && isOrLacks(answer.reference(), payment.value())) {
      return new NotTaken(said);
    }
    if (UNCERTAIN.contains(code)) {
      return new Unclear(said);
    }
    boolean ours =
        answer.field("vnp_TmnCode").equals(settings.tmnCode())
            && answer.field("vnp_Command").equals(asked)
            && answer.reference().equals(payment.value());
    return ours ? new Signed(answer) : new Unclear("an answer to another question");
  }

  /** VNPAY does not echo what it could not read. */
  private static boolean isOrLacks(String echo, String sent) {
    return echo.isEmpty() || echo.equals(sent);
  }
}
