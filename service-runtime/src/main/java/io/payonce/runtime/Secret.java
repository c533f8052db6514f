package io.payonce.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;

/** A confidential setting, which prints as {@code ***} wherever it ends up. */
public final class Secret {
  private final String value;

  public Secret(String value) {
    this.value = requireNonNull(value, "value is null");
  }

  /** The value itself, for the one call that needs it. */
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret
        && MessageDigest.isEqual(value.getBytes(UTF_8), secret.value.getBytes(UTF_8));
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
