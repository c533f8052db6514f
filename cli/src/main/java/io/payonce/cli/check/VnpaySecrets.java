package io.payonce.cli.check;

import io.payonce.methods.vnpay.HashSecret;
import io.payonce.methods.vnpay.Vnpay;
import io.payonce.methods.vnpay.VnpaySettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The terminal's name and secret that a captured request is checked by. */
record VnpaySecrets(String tmnCode, String hashSecret) {
  private static final String MASK = "***";

  static VnpaySecrets read(Members secrets) throws UnreadableRequest {
    return new VnpaySecrets(secrets.text("tmnCode"), secrets.text("hashSecret"));
  }

  boolean areMissing() {
    return tmnCode.isEmpty() || hashSecret.isBlank();
  }

  /**
   * @throws IllegalArgumentException if the terminal's name cannot be one; never repeats a secret
   */
  Vnpay vnpay() {
    return new Vnpay(VnpaySettings.sandbox(tmnCode, List.of(key())));
  }

  HashSecret key() {
    return new HashSecret(hashSecret);
  }

  /** The secret without blanks around it, which copying likes to bring along. */
  VnpaySecrets stripped() {
    return new VnpaySecrets(tmnCode, hashSecret.strip());
  }

  /** The text without the secret, should somebody have sent it along. */
  String maskedIn(String text) {
    String secret = hashSecret.strip();
    return text.replace(secret, MASK)
        .replace(URLEncoder.encode(secret, StandardCharsets.UTF_8), MASK);
  }

  @Override
  public String toString() {
    return "VnpaySecrets[" + tmnCode + ", " + MASK + "]";
  }
}
