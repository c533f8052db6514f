package io.payonce.simulator.merchant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.methods.vnpay.HashSecret;
import io.payonce.methods.vnpay.MerchantMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MerchantDeskTest {
  private static final HashSecret SECRET = new HashSecret("SECRETOFTHETESTS");
  private static final Instant START = Instant.parse("2026-11-24T06:00:00Z");
  private static final RefundDelays DELAYS =
      new RefundDelays(Duration.ofMinutes(1), Duration.ofMinutes(5));

  private final Iterator<String> numbers =
      IntStream.iterate(15_000_001, n -> n + 1).mapToObj(Integer::toString).iterator();
  private Instant now = START;
  private final InstantSource clock = () -> now;
  private final MerchantBooks books = new MerchantBooks(numbers::next, clock, DELAYS);
  private final MerchantDesk desk = new MerchantDesk("TESTTMN1", SECRET, books, clock);
  private int requests;

  @BeforeEach
  void book_a_payment_of_50_000_vnd() {
    books.pay(BookedPayment.open("PAY1", 5_000_000, "20261124130000", "Two books"));
  }

  @Test
  void refund_is_taken_and_goes_its_way_to_the_end() {
    Map<String, String> answer = refund(Map.of());
    assertThat(answer)
        .containsEntry("vnp_ResponseCode", "00")
        .containsEntry("vnp_TransactionStatus", "05")
        .containsEntry("vnp_TransactionNo", "15000002")
        .containsEntry("vnp_TransactionType", "03")
        .containsEntry("vnp_Amount", "2000000");

    assertThat(query()).containsEntry("vnp_TransactionStatus", "05");
    now = START.plus(DELAYS.toBank());
    assertThat(query())
        .containsEntry("vnp_TransactionStatus", "06")
        .containsEntry("vnp_TransactionType", "03")
        .containsEntry("vnp_TransactionNo", "15000002")
        .containsEntry("vnp_Amount", "2000000");
    now = START.plus(DELAYS.toEnd());
    assertThat(query()).containsEntry("vnp_TransactionStatus", "00");
  }

  @Test
  void query_before_any_refund_tells_of_the_payment() {
    assertThat(query())
        .containsEntry("vnp_ResponseCode", "00")
        .containsEntry("vnp_TransactionType", "01")
        .containsEntry("vnp_TransactionNo", "15000001")
        .containsEntry("vnp_TransactionStatus", "00")
        .containsEntry("vnp_Amount", "5000000");
  }

  @ParameterizedTest
  @CsvSource({
    "vnp_TmnCode,OTHERTMN,02",
    "vnp_Version,2.0.0,03",
    "vnp_Amount,20000.5,03",
    "vnp_Amount,'',03",
    "vnp_Amount,0,03",
    "vnp_TransactionType,04,03",
    "vnp_TransactionDate,2026,03",
    "vnp_RequestId,'',03",
    "vnp_Command,chargeback,03",
    "vnp_CreateBy,'',03",
    "vnp_TxnRef,PAY2,91",
    "vnp_TransactionDate,20261124130001,91",
    "vnp_TransactionNo,15000009,91",
    "vnp_Amount,5000100,93",
    "vnp_TransactionType,02,93"
  })
  void wrong_refund_moves_nothing(String name, String value, String code) {
    assertThat(refund(Map.of(name, value))).containsEntry("vnp_ResponseCode", code);
    assertThat(refunded()).isZero();
  }

  @Test
  void forged_refund_moves_nothing() {
    Map<String, String> fields = fields(Map.of());
    assertThat(sent(MerchantMessage.REFUND.signed(fields, new HashSecret("other"))))
        .containsEntry("vnp_ResponseCode", "97");
    assertThat(sent("no JSON")).containsEntry("vnp_ResponseCode", "03");
    assertThat(refunded()).isZero();
  }

  @Test
  void number_is_taken_once_a_day() {
    assertThat(refund(Map.of("vnp_RequestId", "R1"))).containsEntry("vnp_ResponseCode", "00");
    assertThat(refund(Map.of("vnp_RequestId", "R1"))).containsEntry("vnp_ResponseCode", "94");
    assertThat(refunded()).isEqualTo(20_000);
    now = START.plus(Duration.ofDays(1));
    assertThat(refund(Map.of("vnp_RequestId", "R1"))).containsEntry("vnp_ResponseCode", "00");
    assertThat(refunded()).isEqualTo(40_000);
  }

  @Test
  void never_more_goes_back_than_was_paid() {
    refund(Map.of("vnp_Amount", "3000000"));
    assertThat(refund(Map.of("vnp_Amount", "2000100"))).containsEntry("vnp_ResponseCode", "93");
    assertThat(refund(Map.of("vnp_Amount", "2000000"))).containsEntry("vnp_ResponseCode", "00");
    assertThat(refund(Map.of("vnp_Amount", "100"))).containsEntry("vnp_ResponseCode", "94");
    assertThat(refunded()).isEqualTo(50_000);
  }

  @Test
  void refund_that_is_refused_in_the_end_is_free_again() {
    DeskRequest request = request(MerchantMessage.REFUND.signed(fields(Map.of()), SECRET));
    assertThat(desk.answer(request, true).fields()).containsEntry("vnp_ResponseCode", "00");
    assertThat(refunded()).isEqualTo(20_000);

    now = START.plus(DELAYS.toEnd());
    assertThat(query()).containsEntry("vnp_TransactionStatus", "09");
    assertThat(refunded()).isZero();
    assertThat(refund(Map.of("vnp_TransactionType", "02", "vnp_Amount", "5000000")))
        .containsEntry("vnp_ResponseCode", "00");
  }

  @Test
  void payment_that_failed_or_is_open_is_not_refunded() {
    for (BookedPayment.Status status : BookedPayment.Status.values()) {
      if (status != BookedPayment.Status.PAID) {
        String reference = "X" + status;
        books.book(new BookedPayment(reference, "0", 5_000_000, "20261124130000", "Info", status));
        assertThat(refund(Map.of("vnp_TxnRef", reference, "vnp_TransactionNo", "")))
            .as(reference)
            .containsEntry("vnp_ResponseCode", "95");
      }
    }
  }

  private long refunded() {
    return books.page().payment("PAY1").orElseThrow().refundedVnd();
  }

  private Map<String, String> refund(Map<String, String> changes) {
    return sent(MerchantMessage.REFUND.signed(fields(changes), SECRET));
  }

  private Map<String, String> query() {
    Map<String, String> fields = fields(Map.of("vnp_Command", "querydr"));
    return sent(MerchantMessage.QUERY.signed(fields, SECRET));
  }

  private Map<String, String> sent(String json) {
    DeskRequest request = request(json);
    DeskAnswer answer = desk.answer(request, false);
    Map<String, String> received =
        DeskRequest.read(answer.signedWith(SECRET).getBytes(UTF_8)).fields();
    assertThat(request.answerForm().isSignedBy(List.of(SECRET), received)).isTrue();
    return received;
  }

  private static DeskRequest request(String json) {
    return DeskRequest.read(json.getBytes(UTF_8));
  }

  private Map<String, String> fields(Map<String, String> changes) {
    requests++;
    Map<String, String> fields =
        new TreeMap<>(
            Map.of(
                "vnp_RequestId", "RQ" + requests,
                "vnp_Version", "2.1.0",
                "vnp_Command", "refund",
                "vnp_TmnCode", "TESTTMN1",
                "vnp_TransactionType", "03",
                "vnp_TxnRef", "PAY1",
                "vnp_Amount", "2000000",
                "vnp_TransactionNo", "15000001",
                "vnp_TransactionDate", "20261124130000"));
    fields.putAll(
        Map.of(
            "vnp_CreateBy", "tests",
            "vnp_CreateDate", "20261124130500",
            "vnp_IpAddr", "203.0.113.7",
            "vnp_OrderInfo", "Hoan tien"));
    fields.putAll(changes);
    return fields;
  }
}
