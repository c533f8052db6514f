package io.payonce.payments.identifiers;

import static java.util.Objects.requireNonNull;

/**
 * The one spelling of outside identifiers: 1 to 64 of {@code A-Z a-z 0-9 . _ -}, so that keys
 * cannot collide.
 */
public final class Identifiers {
  private static final int MAX_LENGTH = 64;
  private static final int GATEWAYS_MAX_LENGTH = 128;

  private Identifiers() {}

  /**
   * Returns {@code value}, or throws {@link IllegalArgumentException} that names the field, not the
   * value.
   */
  public static String requireWellFormed(String value, String field) {
    requireNonNull(value, field);
    if (!isSpelled(value, MAX_LENGTH, '_')) {
      throw new IllegalArgumentException(field + " must be 1 to 64 of A-Z a-z 0-9 . _ -");
    }
    return value;
  }

  /**
   * Returns a gateway's own number, which may also hold colons, or throws {@link
   * IllegalArgumentException} that names the field, not the value.
   */
  public static String requireGatewaysOwn(String value, String field) {
    requireNonNull(value, field);
    if (!isSpelled(value, GATEWAYS_MAX_LENGTH, ':')) {
      throw new IllegalArgumentException(field + " must be 1 to 128 of A-Z a-z 0-9 . _ : -");
    }
    return value;
  }

  private static boolean isSpelled(String value, int atMost, char further) {
    if (value.isEmpty() || value.length() > atMost) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      if (!isAllowed(value.charAt(i)) && value.charAt(i) != further) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAllowed(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '-';
  }
}
