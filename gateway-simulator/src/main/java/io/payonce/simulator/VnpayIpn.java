package io.payonce.simulator;

import static java.util.Objects.requireNonNull;

/**
 * A callback (IPN) as VNPAY sends it, again and again the same.
 *
 * @param query signed and percent-encoded: a query string, and a form body as well
 * @param reference the merchant's own ({@code vnp_TxnRef})
 * @param transactionNo VNPAY's own number; {@code 0} where nothing was paid
 */
public record VnpayIpn(String query, String reference, String transactionNo) {
  public VnpayIpn {
    requireNonNull(query, "query is null");
    requireNonNull(reference, "reference is null");
    requireNonNull(transactionNo, "transactionNo is null");
  }
}
