package io.payonce.methods.vnpay;

import static java.util.Objects.requireNonNull;

import io.payonce.methods.calls.CallLimits;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * How VNPAY's merchant API is called.
 *
 * @param apiUrl where refunds and queries are posted
 * @param createBy who asks for refunds, as VNPAY's books say
 * @param ipAddress the caller's address, as VNPAY wants it told
 */
public record VnpayMerchantSettings(
    URI apiUrl, String createBy, String ipAddress, CallLimits limits) {
  public static final URI SANDBOX_API_URL =
      URI.create("https://sandbox.vnpayment.vn/merchant_webapi/api/transaction");
  public static final String DEFAULT_CREATE_BY = "payonce";
  public static final String DEFAULT_IP_ADDRESS = "127.0.0.1";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /**
   * @throws IllegalArgumentException names what is wrong
   */
  public VnpayMerchantSettings {
    boolean web = "https".equals(apiUrl.getScheme()) || "http".equals(apiUrl.getScheme());
    if (!web || apiUrl.getHost() == null) {
      throw new IllegalArgumentException("apiUrl must be an http or https URL");
    }
    if (!NAME.matcher(createBy).matches()) {
      throw new IllegalArgumentException("createBy must be 1 to 64 of A-Z a-z 0-9 . _ -");
    }
    if (!VnpayText.isAddress(ipAddress)) {
      throw new IllegalArgumentException("ipAddress must be an IP address");
    }
    requireNonNull(limits, "limits is null");
  }

  /** Another address of the API, all else as usual. */
  public static VnpayMerchantSettings at(URI apiUrl, CallLimits limits) {
    return new VnpayMerchantSettings(apiUrl, DEFAULT_CREATE_BY, DEFAULT_IP_ADDRESS, limits);
  }
}
