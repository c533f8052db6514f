package io.payonce.methods.vnpay;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import javax.crypto.spec.SecretKeySpec;

/** The key that VNPAY and we sign with ({@code vnp_HashSecret}); prints as {@code ***}. */
public final class HashSecret {
  static final String ALGORITHM = "HmacSHA512";

  private final SecretKeySpec key;

  /**
   * @throws IllegalArgumentException if the text is empty
   */
  public HashSecret(String text) {
    if (requireNonNull(text, "text is null").isEmpty()) {
      throw new IllegalArgumentException("the hash secret is empty");
    }
    key = new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  SecretKeySpec key() {
    return key;
  }

  @Override
  public String toString() {
    return "***";
  }
}
