package io.payonce.methods.vnpay;

import static io.payonce.methods.vnpay.Sheet.PAYMENT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.methods.PaymentAnswer;
import io.payonce.methods.RefundAnswer;
import io.payonce.methods.RefundAnswer.Refused;
import io.payonce.methods.calls.CallResult;
import io.payonce.payments.Claim;
import io.payonce.payments.Money;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MerchantReadingTest {
  private final MerchantReplies replies = new MerchantReplies(Sheet.SETTINGS);

  @ParameterizedTest
  @CsvSource({
    "00,05,Processing",
    "00,06,Processing",
    "00,01,Processing",
    "00,'',Processing",
    "00,00,Completed",
    "00,09,Refused",
    "00,02,Unclear",
    "00,07,Unclear",
    "02,'',NotTaken",
    "03,'',NotTaken",
    "08,'',NotTaken",
    "97,'',NotTaken",
    "16,'',NotSent",
    "91,'',Refused",
    "93,'',Refused",
    "95,'',Refused",
    "94,05,Unclear",
    "99,'',Unclear",
    "'',05,Unclear",
    "77,'',Unclear"
  })
  void refund_is_answered(String code, String status, String expected) {
    assertThat(
            sent(
                Sheet.refundAnswer(
                    Map.of("vnp_ResponseCode", code, "vnp_TransactionStatus", status))))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "vnp_Amount,2000100", "vnp_Amount,20000", "vnp_Amount,''", "vnp_TransactionType,02",
    "vnp_TransactionNo,0", "vnp_TransactionNo,''", "vnp_TransactionNo,x1", "vnp_TxnRef,other",
    "vnp_TxnRef,''", "vnp_TmnCode,OTHERTMN", "vnp_Command,querydr", "vnp_TransactionNo,14000009"
  })
  void acceptance_of_something_else_is_unclear(String name, String value) {
    assertThat(sent(Sheet.refundAnswer(Map.of(name, value)))).isEqualTo("Unclear");
  }

  @ParameterizedTest
  @CsvSource({"91,Unclear", "93,Unclear", "95,Unclear", "97,NotTaken", "03,NotTaken"})
  void refusal_must_name_the_payment_but_what_was_unreadable_cannot(String code, String expected) {
    Map<String, String> nameless = Map.of("vnp_ResponseCode", code, "vnp_TxnRef", "");
    assertThat(sent(Sheet.refundAnswer(nameless))).isEqualTo(expected);
    Map<String, String> other = Map.of("vnp_ResponseCode", code, "vnp_TxnRef", "other");
    assertThat(sent(Sheet.refundAnswer(other))).isEqualTo("Unclear");
  }

  @Test
  void what_is_not_signed_is_unclear_whatever_it_says() {
    for (String code : List.of("00", "02", "03", "08", "16", "91", "93", "94", "95", "97", "99")) {
      byte[] body = body(Sheet.refundAnswer(Map.of("vnp_ResponseCode", code)));
      String text = new String(body, UTF_8);
      assertThat(sent(answered(200, text.replace("vnp_SecureHash", "vnp_Other"))))
          .isEqualTo("Unclear");
      assertThat(sent(answered(200, text.replace("rs0001", "rs0002")))).isEqualTo("Unclear");
      assertThat(sent(answered(500, text))).isEqualTo("Unclear");
      assertThat(sent(answered(302, text))).isEqualTo("Unclear");
      assertThat(sent(answered(200, text.substring(1)))).isEqualTo("Unclear");
    }
  }

  @Test
  void call_without_an_answer_stays_what_it_was() {
    assertThat(sent(new CallResult.NotSent("so"))).isEqualTo("NotTaken");
    assertThat(sent(new CallResult.Unclear("so"))).isEqualTo("Unclear");
  }

  @ParameterizedTest
  @CsvSource({
    "00,03,15000002,2000000,05,Processing",
    "00,03,15000002,2000000,06,Processing",
    "00,03,15000002,2000000,00,Completed",
    "00,03,15000002,2000000,09,Refused",
    "00,02,15000002,2000000,00,Completed",
    "00,03,15000002,2000000,02,Unclear",
    "00,03,15000002,1000000,00,Unclear",
    "00,03,14000009,2000000,00,NotFound",
    "00,03,14000009,1000000,05,NotFound",
    "00,03,15000001,2000000,00,Unclear",
    "00,03,0,2000000,00,Unclear",
    "00,03,'',2000000,00,Unclear",
    "00,'',15000002,2000000,00,Unclear",
    "00,04,15000002,2000000,00,Unclear",
    "00,01,15000001,5000000,00,NotFound",
    "00,01,15000001,5000000,04,NotFound",
    "00,01,15000001,5000000,05,Unclear",
    "00,01,15000001,5000000,09,Unclear",
    "91,'','','','',NotFound",
    "95,'','','','',Unclear",
    "94,'','','','',Unclear",
    "08,'','','','',NotTaken"
  })
  void query_tells_of_the_refund(
      String code, String type, String number, String amount, String status, String expected) {
    assertThat(found(query(code, type, number, amount, status))).isEqualTo(expected);
  }

  @Test
  void refusal_keeps_code_number_and_a_message_that_fits_a_log() {
    MerchantReply reply = reply(query("00", "03", "15000002", "2000000", "09"));
    assertThat(RefundReading.found(answer(reply), Sheet.refundOf(20_000)))
        .isEqualTo(new Refused("09", "Yeu cau thanh cong", "15000002"));
    assertThat(reply.toString()).doesNotContain("SecureHash");
  }

  @ParameterizedTest
  @CsvSource({
    "00,00,15000001,SUCCEEDED",
    "00,01,0,PENDING",
    "00,07,15000001,PENDING",
    "00,02,0,FAILED",
    "00,04,15000001,FAILED"
  })
  void query_tells_of_the_payment(
      String code, String status, String number, Claim.Status expected) {
    assertThat(payment(query(code, "01", number, "5000000", status)))
        .isEqualTo(new PaymentAnswer.Found(new Claim(expected, new Money(50_000, "VND"), number)));
  }

  @Test
  void payment_that_nobody_opened_is_not_found() {
    assertThat(payment(query("91", "", "", "", ""))).isEqualTo(new PaymentAnswer.NotFound());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00|01|0|5000000|00",
        "00|01|15000001|5000050|00",
        "00|01|1|5000000|20",
        "00|02|15000002|5000000|00",
        "95|01|15000001|5000000|00"
      })
  void what_is_odd_tells_nothing_of_the_payment(String answer) {
    String[] part = answer.split("\\|", -1);
    assertThat(payment(query(part[0], part[1], part[2], part[3], part[4])))
        .isInstanceOf(PaymentAnswer.Unclear.class);
  }

  private String sent(CallResult result) {
    MerchantReply reply = replies.read(result, MerchantMessage.REFUND_ANSWER, "refund", PAYMENT);
    return reply instanceof MerchantReply.Signed signed
        ? name(RefundReading.sent(signed.answer(), Sheet.refundOf(20_000, "14000009")))
        : reply.getClass().getSimpleName();
  }

  private String found(CallResult result) {
    return reply(result) instanceof MerchantReply.Signed signed
        ? name(RefundReading.found(signed.answer(), Sheet.refundOf(20_000, "14000009")))
        : reply(result).getClass().getSimpleName();
  }

  private PaymentAnswer payment(CallResult result) {
    return PaymentReading.found(answer(reply(result)));
  }

  private MerchantReply reply(CallResult result) {
    return replies.read(result, MerchantMessage.QUERY_ANSWER, "querydr", PAYMENT);
  }

  private static MerchantAnswer answer(MerchantReply reply) {
    return ((MerchantReply.Signed) reply).answer();
  }

  private static CallResult query(
      String code, String type, String number, String amount, String status) {
    return Sheet.queryAnswer(
        Map.of(
            "vnp_ResponseCode", code,
            "vnp_TransactionType", type,
            "vnp_TransactionNo", number,
            "vnp_Amount", amount,
            "vnp_TransactionStatus", status));
  }

  private static CallResult answered(int status, String body) {
    return new CallResult.Answered(status, body.getBytes(UTF_8));
  }

  private static byte[] body(CallResult result) {
    return ((CallResult.Answered) result).body();
  }

  private static String name(RefundAnswer answer) {
    return answer.getClass().getSimpleName();
  }
}
