package io.payonce.methods.vnpay;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One terminal at VNPAY.
 *
 * @param tmnCode the terminal's name
 * @param hashSecrets the first signs, all are accepted: during a change both the new and the old
 * @param payUrl VNPAY's payment page
 * @param returnUrl where the browser goes after it when the order names nothing usable; 10 to 255
 *     characters
 * @param paymentWindow how long a customer may take to pay
 */
public record VnpaySettings(
    String tmnCode,
    List<HashSecret> hashSecrets,
    URI payUrl,
    URI returnUrl,
    Duration paymentWindow) {
  public static final URI SANDBOX_PAY_URL =
      URI.create("https://sandbox.vnpayment.vn/paymentv2/vpcpay.html");
  public static final URI DEFAULT_RETURN_URL =
      URI.create("http://localhost:8080/api/payment/return/VNPAY");
  public static final Duration DEFAULT_PAYMENT_WINDOW = Duration.ofMinutes(15);

  private static final Pattern TMN_CODE = Pattern.compile("[A-Za-z0-9_-]{1,32}");

  /**
   * @throws IllegalArgumentException names what is wrong, never a secret
   */
  public VnpaySettings {
    if (!TMN_CODE.matcher(tmnCode).matches()) {
      throw new IllegalArgumentException("tmnCode must be 1 to 32 of A-Z a-z 0-9 _ -");
    }
    hashSecrets = List.copyOf(hashSecrets);
    if (hashSecrets.isEmpty()) {
      throw new IllegalArgumentException("hashSecrets must hold one at least");
    }
    requireNonNull(payUrl, "payUrl is null");
    if (!VnpayText.isReturnUrl(returnUrl.toString())) {
      throw new IllegalArgumentException(
          "returnUrl must be an http or https URL of 10 to 255 characters");
    }
    if (!paymentWindow.isPositive()) {
      throw new IllegalArgumentException("paymentWindow must be positive");
    }
  }

  /** VNPAY's sandbox, with a payment window of 15 minutes. */
  public static VnpaySettings sandbox(String tmnCode, List<HashSecret> hashSecrets) {
    return new VnpaySettings(
        tmnCode, hashSecrets, SANDBOX_PAY_URL, DEFAULT_RETURN_URL, DEFAULT_PAYMENT_WINDOW);
  }
}
