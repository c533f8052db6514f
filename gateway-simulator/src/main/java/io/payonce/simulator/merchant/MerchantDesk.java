package io.payonce.simulator.merchant;

import static java.util.Objects.requireNonNull;

import io.payonce.methods.vnpay.HashSecret;
import io.payonce.methods.vnpay.VnpayTime;
import io.payonce.simulator.merchant.MerchantBooks.Operation;
import io.payonce.simulator.merchant.MerchantBooks.Ruling;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Answers refunds and queries as VNPAY does. Checks come in this order: terminal (02), signature
 * (97), form (03), number used today (94), payment known (91) and paid (95), amount (94 where
 * nothing is left, 93 where too little is). Safe for many threads.
 */
final class MerchantDesk {
  private static final String VERSION = "2.1.0";
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9]{1,32}");
  private static final Pattern TIME = Pattern.compile("[0-9]{14}");
  private static final Pattern AMOUNT = Pattern.compile("[1-9][0-9]{0,11}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{0,15}");
  private static final Pattern TYPE = Pattern.compile("0[23]");
  private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f.:]{7,45}");
  private static final Pattern TEXT = Pattern.compile("[^|]{1,255}");
  private static final Map<String, Pattern> QUERY_FORM =
      Map.of(
          "vnp_RequestId", REQUEST_ID,
          "vnp_Version", Pattern.compile(Pattern.quote(VERSION)),
          "vnp_TxnRef", Pattern.compile("[^|]{1,100}"),
          "vnp_TransactionDate", TIME,
          "vnp_CreateDate", TIME,
          "vnp_IpAddr", ADDRESS,
          "vnp_OrderInfo", TEXT);
  private static final Map<String, Pattern> REFUND_FORM =
      Map.of(
          "vnp_TransactionType", TYPE,
          "vnp_Amount", AMOUNT,
          "vnp_TransactionNo", NUMBER,
          "vnp_CreateBy", TEXT);
  private static final Map<String, String> MESSAGES =
      Map.of(
          "00", "Yeu cau thanh cong",
          "02", "Ma dinh danh ket noi khong hop le",
          "03", "Du lieu gui sang khong dung dinh dang",
          "91", "Khong tim thay giao dich yeu cau hoan tra",
          "93", "So tien hoan tra khong hop le",
          "94", "Yeu cau bi trung lap",
          "95", "Giao dich nay khong thanh cong ben VNPAY",
          "97", "Checksum khong hop le",
          "99", "Loi khac");

  private final String tmnCode;
  private final HashSecret secret;
  private final MerchantBooks books;
  private final InstantSource clock;

  MerchantDesk(String tmnCode, HashSecret secret, MerchantBooks books, InstantSource clock) {
    this.tmnCode = requireNonNull(tmnCode, "tmnCode is null");
    this.secret = requireNonNull(secret, "secret is null");
    this.books = requireNonNull(books, "books is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /**
   * Does what is asked for.
   *
   * @param refusedLater whether a refund is to be taken and refused in the end
   */
  DeskAnswer answer(DeskRequest request, boolean refusedLater) {
    return refusal(request)
        .map(code -> coded(request, code))
        .orElseGet(
            () ->
                request.command().equals(DeskRequest.QUERY)
                    ? query(request)
                    : refund(request, refusedLater));
  }

  /** Does nothing, and says the code. */
  DeskAnswer coded(DeskRequest request, String code) {
    return answer(
        request,
        code,
        Map.of(
            "vnp_Amount", request.field("vnp_Amount"),
            "vnp_TransactionType", request.field("vnp_TransactionType")));
  }

  private Optional<String> refusal(DeskRequest request) {
    if (!request.field("vnp_TmnCode").equals(tmnCode)) {
      return Optional.of(request.fields().isEmpty() ? "03" : "02");
    }
    if (!request.form().isSignedBy(List.of(secret), request.fields())) {
      return Optional.of("97");
    }
    if (!isWellFormed(request)) {
      return Optional.of("03");
    }
    return books.takeNumber(request.field("vnp_RequestId")) ? Optional.empty() : Optional.of("94");
  }

  private static boolean isWellFormed(DeskRequest request) {
    return switch (request.command()) {
      case DeskRequest.QUERY -> matches(request, QUERY_FORM);
      case DeskRequest.REFUND -> matches(request, QUERY_FORM) && matches(request, REFUND_FORM);
      default -> false;
    };
  }

  private static boolean matches(DeskRequest request, Map<String, Pattern> form) {
    return form.entrySet().stream()
        .allMatch(field -> field.getValue().matcher(request.field(field.getKey())).matches());
  }

  private DeskAnswer refund(DeskRequest request, boolean refusedLater) {
    RefundOrder order =
        new RefundOrder(
            request.field("vnp_RequestId"),
            request.reference(),
            request.field("vnp_TransactionNo"),
            request.field("vnp_TransactionDate"),
            request.field("vnp_TransactionType"),
            Long.parseLong(request.field("vnp_Amount")),
            request.field("vnp_OrderInfo"),
            refusedLater);
    return switch (books.refund(order)) {
      case Ruling.Refused refused -> coded(request, refused.code());
      case Ruling.Taken taken ->
          answer(
              request,
              "00",
              Map.of(
                  "vnp_Amount", Long.toString(order.hundredths()),
                  "vnp_TransactionNo", taken.refund().transactionNo(),
                  "vnp_TransactionType", order.type(),
                  "vnp_TransactionStatus", BookedRefund.AT_VNPAY,
                  "vnp_OrderInfo", order.orderInfo()));
    };
  }

  private DeskAnswer query(DeskRequest request) {
    Optional<Operation> last =
        books.last(request.reference(), request.field("vnp_TransactionDate"));
    return last.map(operation -> told(request, operation)).orElseGet(() -> coded(request, "91"));
  }

  private DeskAnswer told(DeskRequest request, Operation operation) {
    return answer(
        request,
        "00",
        Map.of(
            "vnp_Amount", Long.toString(operation.hundredths()),
            "vnp_TransactionNo", operation.transactionNo(),
            "vnp_TransactionType", operation.type(),
            "vnp_TransactionStatus", operation.status(),
            "vnp_OrderInfo", operation.orderInfo()));
  }

  private DeskAnswer answer(DeskRequest request, String code, Map<String, String> more) {
    Map<String, String> fields = new TreeMap<>(more);
    fields.put("vnp_ResponseId", UUID.randomUUID().toString().replace("-", ""));
    fields.put("vnp_Command", request.command());
    fields.put("vnp_ResponseCode", code);
    fields.put("vnp_Message", MESSAGES.getOrDefault(code, "Ma " + code));
    fields.put("vnp_TmnCode", tmnCode);
    fields.put("vnp_TxnRef", request.reference());
    if (code.equals("00")) {
      fields.put("vnp_BankCode", "NCB");
      fields.put("vnp_PayDate", VnpayTime.text(clock.instant()));
    }
    // An echo that holds the separator could not be signed so that anybody would take it.
    fields.replaceAll((_, value) -> value.replace('|', ' '));
    return new DeskAnswer(request.answerForm(), fields);
  }
}
