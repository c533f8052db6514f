package io.payonce.schemas;

import static io.payonce.schemas.Refusal.refused;
import static io.payonce.schemas.Refusal.refusedByReaderOnly;

import java.util.stream.Stream;

/** Commands that can never be read. The word s3cret stands for contents. */
final class CommandRefusals {
  private static final String CREATE = "create.full";
  private static final String CALLBACK = "callback.full";
  private static final String REFUND = "refund.full";
  private static final String YEARS = "acceptedAt must be of the years 2000 to 9999";
  private static final String ACCEPTED = "\"2024-02-02T09:30:00.123Z\"";
  private static final String ORDER = "\"ORD-240202-1234_1706865600000\"";
  private static final String NUMBER = "\"minorUnits\":150000";
  private static final String MONEY = "{\"minorUnits\":150000,\"currency\":\"VND\"}";
  private static final String LINE = "{\"sku\":\"cup\",\"quantity\":1}";
  private static final String SPELLING = " must be 1 to 64 of A-Z a-z 0-9 . _ -";
  private static final String WHOLE = "minorUnits must be a whole number";
  private static final String ITEMS = "items must be a list of at most 1000";
  private static final String PAIR = "items must hold sku (a text) and quantity (a whole number)";
  private static final String RANGE = "quantity must be 1 to 1000000";

  private CommandRefusals() {}

  static Stream<Refusal> all() {
    return Stream.of(
            envelope(), order(), money(), items(), presentation(), callback(), refund(), returned())
        .flatMap(refusals -> refusals);
  }

  private static Stream<Refusal> envelope() {
    String id = "\"018d6f2a-7c00-7abc-8def-0123456789ab\"";
    return Stream.of(
        refused(CREATE, "\"version\":1,", "", "version is missing"),
        refused(CREATE, "\"version\":1", "\"version\":null", "version is missing"),
        refused(CREATE, "\"version\":1", "\"version\":\"1\"", "version must be a whole number"),
        refused(CREATE, "\"version\":1", "\"version\":1.5", "version must be a whole number"),
        refused(CREATE, "\"version\":1", "\"version\":0", "version must be at least 1"),
        refused(CREATE, "\"version\":1", "\"version\":-1", "version must be at least 1"),
        refused(CREATE, id, "\"s3cret\"", "commandId must be a UUID"),
        refused(CREATE, id, "\"1-1-1-1-1\"", "commandId must be a UUID"),
        refused(CREATE, id, "\"\"", "commandId must be a UUID"),
        refused(CREATE, id, "7", "commandId must be a text"));
  }

  private static Stream<Refusal> order() {
    return Stream.of(
        refused(CREATE, "\"acceptedAt\":" + ACCEPTED + ",", "", "acceptedAt is missing"),
        refused(CREATE, ACCEPTED, "1706865600000", "acceptedAt must be a text"),
        refused(CREATE, ACCEPTED, "\"s3cret\"", "acceptedAt must be an ISO 8601 instant"),
        refused(CREATE, ACCEPTED, "\"2024-02-02\"", "acceptedAt must be an ISO 8601 instant"),
        refused(CREATE, ACCEPTED, "\"1999-12-31T23:59:59Z\"", YEARS),
        refused(CREATE, ACCEPTED, "\"+12024-02-02T08:00:00Z\"", YEARS),
        refusedByReaderOnly(
            CREATE, ACCEPTED, "\"2024-02-30T09:30:00Z\"", "acceptedAt must be an ISO 8601 instant"),
        refused(CREATE, "\"orderId\":" + ORDER + ",", "", "orderId is missing"),
        refused(CREATE, ORDER, "null", "orderId is missing"),
        refused(CREATE, ORDER, "7", "orderId must be a text"),
        refused(CREATE, ORDER, "\"\"", "orderId" + SPELLING),
        refused(CREATE, ORDER, "\"s3cret:1\"", "orderId" + SPELLING),
        refused(CREATE, ORDER, "\"s3cret\\n\"", "orderId" + SPELLING),
        refused(CREATE, ORDER, "\"" + "x".repeat(65) + "\"", "orderId" + SPELLING),
        refused(CREATE, "\"paymentMethod\":\"VNPAY\",", "", "paymentMethod is missing"),
        refused(CREATE, "\"VNPAY\"", "\"s3cret\"", "paymentMethod is not one of the known values"),
        refused(CREATE, "\"VNPAY\"", "\"vnpay\"", "paymentMethod is not one of the known values"),
        refused(CREATE, "\"VNPAY\"", "0", "paymentMethod must be a text"));
  }

  private static Stream<Refusal> money() {
    return Stream.of(
        refused(CREATE, "\"amount\":" + MONEY + ",", "", "amount is missing"),
        refused(CREATE, MONEY, "150000", "amount must be a JSON object"),
        refused(CREATE, MONEY, "[]", "amount must be a JSON object"),
        refused(CREATE, NUMBER, "\"units\":1", "minorUnits is missing"),
        refused(CREATE, NUMBER, "\"minorUnits\":\"1\"", WHOLE),
        refusedByReaderOnly(CREATE, NUMBER, "\"minorUnits\":1.0", WHOLE),
        refusedByReaderOnly(CREATE, NUMBER, "\"minorUnits\":1e3", WHOLE),
        refused(CREATE, NUMBER, "\"minorUnits\":1.5", WHOLE),
        refused(CREATE, NUMBER, "\"minorUnits\":true", WHOLE),
        refused(CREATE, NUMBER, "\"minorUnits\":9223372036854775808", WHOLE),
        refused(CREATE, NUMBER, "\"minorUnits\":0", "amount must be positive"),
        refused(CREATE, NUMBER, "\"minorUnits\":-1", "amount must not be negative"),
        refused(CREATE, ",\"currency\":\"VND\"", "", "currency is missing"),
        refused(CREATE, "\"VND\"", "704", "currency must be a text"),
        refused(CREATE, "\"VND\"", "\"vnd\"", "currency must be an ISO 4217 code"),
        refused(CREATE, "\"VND\"", "\"s3cret\"", "currency must be an ISO 4217 code"),
        refusedByReaderOnly(CREATE, "\"VND\"", "\"ZZZ\"", "currency must be an ISO 4217 code"));
  }

  private static Stream<Refusal> items() {
    String all = LINE + ",{\"sku\":\"tea.green\",\"quantity\":3}";
    String many = (LINE + ",").repeat(1_000) + LINE;
    return Stream.of(
        refused(CREATE, "\"items\":[" + all + "],", "", ITEMS),
        refused(CREATE, "[" + all + "]", "{}", ITEMS),
        refused(CREATE, "[" + all + "]", "[" + many + "]", ITEMS),
        refused(CREATE, all, "", "items must not be empty"),
        refused(CREATE, LINE, "\"s3cret\"", PAIR),
        refused(CREATE, LINE, "{\"quantity\":1}", PAIR),
        refused(CREATE, LINE, "{\"sku\":\"cup\"}", PAIR),
        refused(CREATE, LINE, "{\"sku\":7,\"quantity\":1}", PAIR),
        refused(CREATE, LINE, "{\"sku\":\"cup\",\"quantity\":\"1\"}", PAIR),
        refused(CREATE, LINE, "{\"sku\":\"cup\",\"quantity\":1.5}", PAIR),
        refusedByReaderOnly(CREATE, LINE, "{\"sku\":\"cup\",\"quantity\":1.0}", PAIR),
        refused(CREATE, LINE, "{\"sku\":\"cup\",\"quantity\":2147483648}", PAIR),
        refused(CREATE, LINE, "{\"sku\":\"cup\",\"quantity\":0}", RANGE),
        refused(CREATE, LINE, "{\"sku\":\"cup\",\"quantity\":1000001}", RANGE),
        refused(CREATE, LINE, "{\"sku\":\"s3cret:1\",\"quantity\":1}", "sku" + SPELLING),
        refusedByReaderOnly(
            CREATE,
            LINE,
            "{\"sku\":\"tea.green\",\"quantity\":1}",
            "items must name each sku once"));
  }

  private static Stream<Refusal> presentation() {
    return Stream.of(
        refused(
            CREATE,
            "https://shop.example/return",
            "x".repeat(256),
            "returnUrl must be at most 255 characters"),
        refused(CREATE, "203.0.113.7", "x".repeat(46), "customerIp must be at most 45 characters"),
        refused(
            CREATE, "Tea and a cup", "x".repeat(256), "description must be at most 255 characters"),
        refused(CREATE, "\"vn\"", "\"s3cret-to-long\"", "locale must be at most 8 characters"),
        refused(CREATE, "\"vn\"", "7", "locale must be a text"));
  }

  private static Stream<Refusal> callback() {
    String rule = "gatewayTransactionId must be 1 to 128 of A-Z a-z 0-9 . _ : -";
    String at = "\"2024-02-02T09:31:00.500Z\"";
    String id = "\"240202_01HNQJMZ007AY8VVR14D2PF2DB\"";
    String gatewayId = "\"14226112\"";
    return Stream.of(
        refused(CALLBACK, "\"receivedAt\":" + at + ",", "", "receivedAt is missing"),
        refused(CALLBACK, "\"transactionId\":" + id + ",", "", "transactionId is missing"),
        refused(CALLBACK, id, "\"s3cret:1\"", "transactionId" + SPELLING),
        refused(CALLBACK, "\"claim\"", "\"claims\"", "claim is missing"),
        refused(CALLBACK, "\"claim\":{", "\"claim\":[],\"c\":{", "claim must be a JSON object"),
        refused(CALLBACK, "\"SUCCEEDED\"", "\"s3cret\"", "status is not one of the known values"),
        refused(CALLBACK, "\"status\":\"SUCCEEDED\",", "", "status is missing"),
        refused(CALLBACK, NUMBER, "\"minorUnits\":-1", "amount must not be negative"),
        refused(CALLBACK, "\"gatewayTransactionId\":", "\"g\":", "gatewayTransactionId is missing"),
        refused(CALLBACK, gatewayId, "14226112", "gatewayTransactionId must be a text"),
        refused(CALLBACK, gatewayId, "\"s3cret|1\"", rule),
        refused(CALLBACK, gatewayId, "\"\"", rule),
        refused(CALLBACK, gatewayId, "\"" + "7".repeat(129) + "\"", rule),
        refused(CALLBACK, "\"QUERY\"", "\"s3cret\"", "source is not one of the known values"),
        refused(CALLBACK, "\"fields\":{", "\"fields\":[],\"f\":{", "fields must be a JSON object"),
        refused(
            CALLBACK,
            "\"requestSha256\":\"",
            "\"requestSha256\":7,\"r\":\"",
            "requestSha256 must be a text"));
  }

  private static Stream<Refusal> refund() {
    String rule = "refundId must be 1 to 64 of A-Z a-z 0-9 . _ -";
    String missing = "a partial refund needs a refundId";
    return Stream.of(
        refused(REFUND, "\"acceptedAt\"", "\"accepted\"", "acceptedAt is missing"),
        refused(REFUND, "\"ORD-1\"", "\"s3cret:1\"", "orderId" + SPELLING),
        refused(REFUND, "\"refundId\":\"R-1\",", "", missing),
        refused(REFUND, "\"R-1\"", "null", missing),
        refused(REFUND, "\"R-1\"", "\"s3cret:1\"", rule),
        refused(REFUND, "\"R-1\"", "\"\"", rule),
        refused(REFUND, "\"R-1\"", "\"" + "x".repeat(65) + "\"", rule),
        refused(REFUND, "\"R-1\"", "1", "refundId must be a text"),
        refused(REFUND, "\"minorUnits\":50000", "\"minorUnits\":-1", "amount must not be negative"),
        refused(REFUND, "\"reason\":", "\"reason\":1,\"r\":", "reason must be a text"));
  }

  private static Stream<Refusal> returned() {
    String sample = "refund.lines.full";
    String all = LINE + ",{\"sku\":\"tea.green\",\"quantity\":2}";
    String lines = "lines must be a list of at most 100";
    String pair = "lines must hold sku (a text) and quantity (a whole number)";
    String payment = "\"240202_01HNQJMZ007AY8VVR14D2PF2DB\"";
    return Stream.of(
        refused(sample, payment, "7", "transactionId must be a text"),
        refused(sample, payment, "\"s3cret:1\"", "transactionId" + SPELLING),
        refused(sample, payment, "\"\"", "transactionId" + SPELLING),
        refused(sample, "[" + all + "]", "{}", lines),
        refused(sample, "[" + all + "]", "\"s3cret\"", lines),
        refused(sample, "[" + all + "]", "[" + (LINE + ",").repeat(100) + LINE + "]", lines),
        refused(sample, LINE, "{\"sku\":\"cup\"}", pair),
        refused(sample, LINE, "{\"sku\":\"cup\",\"quantity\":\"1\"}", pair),
        refused(sample, LINE, "{\"sku\":\"cup\",\"quantity\":0}", RANGE),
        refused(sample, LINE, "{\"sku\":\"s3cret:1\",\"quantity\":1}", "sku" + SPELLING),
        refusedByReaderOnly(
            sample,
            LINE,
            "{\"sku\":\"tea.green\",\"quantity\":1}",
            "lines must name each sku once"));
  }
}
