package io.payonce.methods.vnpay;

import io.payonce.methods.CallbackFlaw;
import io.payonce.methods.CallbackVerdict;
import io.payonce.methods.CallbackVerdict.Forged;
import io.payonce.methods.CallbackVerdict.Genuine;
import io.payonce.methods.CallbackVerdict.Malformed;
import io.payonce.methods.CallbackVerdict.UnknownReference;
import io.payonce.methods.Parameter;
import io.payonce.payments.Claim;
import io.payonce.payments.Money;
import io.payonce.payments.TransactionId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads VNPAY's callbacks (IPN) and the parameters with which it sends the browser back.
 *
 * <p>The signature is checked before anything is read but the names: a forgery is told nothing of
 * what else is wrong with it.
 */
final class VnpayCallbacks {
  private static final String TMN_CODE = "vnp_TmnCode";
  private static final String AMOUNT = "vnp_Amount";
  private static final String RESPONSE_CODE = "vnp_ResponseCode";
  private static final String TRANSACTION_STATUS = "vnp_TransactionStatus";
  private static final String TRANSACTION_NO = "vnp_TransactionNo";
  private static final String REFERENCE = "vnp_TxnRef";
  private static final List<String> REQUIRED =
      List.of(TMN_CODE, AMOUNT, RESPONSE_CODE, TRANSACTION_STATUS, TRANSACTION_NO, REFERENCE);
  private static final List<String> KEPT =
      List.of(
          AMOUNT,
          RESPONSE_CODE,
          TRANSACTION_STATUS,
          TRANSACTION_NO,
          "vnp_BankCode",
          "vnp_CardType",
          "vnp_PayDate");

  private static final String SUCCESS = "00";
  private static final String NOT_FINISHED = "01";
  private static final String SUSPECTED_FRAUD = "07";

  private static final Pattern AMOUNT_DIGITS = Pattern.compile("[0-9]{1,12}");
  private static final Pattern NUMBER_DIGITS = Pattern.compile("[0-9]{1,15}");

  private final VnpaySettings settings;

  VnpayCallbacks(VnpaySettings settings) {
    this.settings = settings;
  }

  CallbackVerdict verify(List<Parameter> received) {
    Map<String, String> fields = new HashMap<>();
    for (Parameter parameter : received) {
      if (parameter.name().startsWith(VnpaySignature.PREFIX)
          && fields.putIfAbsent(parameter.name(), parameter.value()) != null) {
        return new Malformed(CallbackFlaw.REPEATED_PARAMETER, "a parameter is repeated");
      }
    }
    String hash = fields.getOrDefault(VnpaySignature.HASH, "");
    if (hash.isEmpty()) {
      return new Forged(CallbackFlaw.MISSING_SIGNATURE, "there is no signature");
    }
    String text = VnpaySignature.canonicalText(received);
    return VnpaySignature.matches(settings.hashSecrets(), text, hash)
        ? read(fields)
        : new Forged(CallbackFlaw.BAD_SIGNATURE, "the signature is not VNPAY's");
  }

  private CallbackVerdict read(Map<String, String> fields) {
    for (String name : REQUIRED) {
      if (fields.getOrDefault(name, "").isEmpty()) {
        return new Malformed(CallbackFlaw.MISSING_PARAMETER, name + " is missing");
      }
    }
    if (!settings.tmnCode().equals(fields.get(TMN_CODE))) {
      return new Malformed(CallbackFlaw.OTHER_TERMINAL, "it is for another terminal");
    }
    String amount = field(fields, AMOUNT);
    if (!AMOUNT_DIGITS.matcher(amount).matches() || !amount.endsWith("00")) {
      return new Malformed(
          CallbackFlaw.MALFORMED_AMOUNT, AMOUNT + " is not a whole number of VND, times 100");
    }
    if (!NUMBER_DIGITS.matcher(field(fields, TRANSACTION_NO)).matches()) {
      return new Malformed(
          CallbackFlaw.MALFORMED_TRANSACTION_NUMBER, TRANSACTION_NO + " is not a number");
    }
    return genuine(fields, Long.parseLong(amount) / Vnpay.UNITS_PER_VND);
  }

  private static CallbackVerdict genuine(Map<String, String> fields, long vnd) {
    Claim claim =
        new Claim(status(fields), new Money(vnd, Vnpay.CURRENCY), field(fields, TRANSACTION_NO));
    String reference = field(fields, REFERENCE);
    TransactionId transactionId;
    try {
      transactionId = new TransactionId(reference);
    } catch (IllegalArgumentException _) {
      // We mint no reference that is spelled otherwise.
      return new UnknownReference(reference, claim);
    }
    return new Genuine(transactionId, claim, kept(fields));
  }

  private static Claim.Status status(Map<String, String> fields) {
    String response = field(fields, RESPONSE_CODE);
    String status = field(fields, TRANSACTION_STATUS);
    if (response.equals(SUCCESS) && status.equals(SUCCESS)) {
      return Claim.Status.SUCCEEDED;
    }
    boolean suspected = response.equals(SUSPECTED_FRAUD) || status.equals(SUSPECTED_FRAUD);
    return suspected || status.equals(NOT_FINISHED) ? Claim.Status.PENDING : Claim.Status.FAILED;
  }

  private static Map<String, String> kept(Map<String, String> fields) {
    Map<String, String> kept = new TreeMap<>(fields);
    kept.keySet().retainAll(KEPT);
    kept.values().removeIf(String::isEmpty);
    return kept;
  }

  private static String field(Map<String, String> fields, String name) {
    return fields.getOrDefault(name, "");
  }
}
