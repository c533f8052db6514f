package io.payonce.methods.vnpay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The messages of VNPAY's merchant API: flat JSON, signed over the raw values of fixed fields in a
 * fixed order, with {@code |} between them and nothing for one that is missing.
 *
 * <p>Values are texts exactly as they stand in the JSON: an amount that was read as a number, or
 * divided, signs otherwise.
 */
public enum MerchantMessage {
  REFUND(
      "RequestId|Version|Command|TmnCode|TransactionType|TxnRef|Amount|TransactionNo"
          + "|TransactionDate|CreateBy|CreateDate|IpAddr|OrderInfo"),
  REFUND_ANSWER(
      "ResponseId|Command|ResponseCode|Message|TmnCode|TxnRef|Amount|BankCode|PayDate"
          + "|TransactionNo|TransactionType|TransactionStatus|OrderInfo"),
  QUERY("RequestId|Version|Command|TmnCode|TxnRef|TransactionDate|CreateDate|IpAddr|OrderInfo"),
  QUERY_ANSWER(
      "ResponseId|Command|ResponseCode|Message|TmnCode|TxnRef|Amount|BankCode|PayDate"
          + "|TransactionNo|TransactionType|TransactionStatus|OrderInfo|PromotionCode"
          + "|PromotionAmount");

  private static final String SEPARATOR = "|";

  @SuppressWarnings("ImmutableEnumChecker") // An unmodifiable list of strings.
  private final List<String> signedFields;

  MerchantMessage(String fields) {
    signedFields =
        Stream.of(fields.split("\\|", -1)).map(name -> VnpaySignature.PREFIX + name).toList();
  }

  /** The fields that are signed, in that order. */
  public List<String> signedFields() {
    return signedFields;
  }

  /** The text that is signed. */
  public String signedText(Map<String, String> fields) {
    return signedFields.stream()
        .map(name -> fields.getOrDefault(name, ""))
        .collect(Collectors.joining(SEPARATOR));
  }

  /** The message as JSON: the given fields in order, then the signature. */
  public String signed(Map<String, String> fields, HashSecret secret) {
    List<Map.Entry<String, String>> all = new ArrayList<>(fields.entrySet());
    all.add(Map.entry(VnpaySignature.HASH, VnpaySignature.sign(secret, signedText(fields))));
    return FlatJson.write(all);
  }

  /**
   * Whether it is signed with one of the secrets. A value that holds the separator is refused:
   * moved over a field's border it would sign the same.
   */
  public boolean isSignedBy(List<HashSecret> secrets, Map<String, String> fields) {
    return signedFields.stream()
            .noneMatch(name -> fields.getOrDefault(name, "").contains(SEPARATOR))
        && VnpaySignature.matches(
            secrets, signedText(fields), fields.getOrDefault(VnpaySignature.HASH, ""));
  }
}
