package io.payonce.methods.vnpay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.methods.Parameter;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;

/**
 * VNPAY's signature over parameters: HMAC-SHA512 of their canonical text.
 *
 * <ol>
 *   <li>Take the parameters whose names begin with {@code vnp_}, but not the hash and its type, and
 *       none that is empty.
 *   <li>Sort them by name.
 *   <li>Write each as {@code name=value}, form-encoded, with {@code &} between them.
 * </ol>
 */
public final class VnpaySignature {
  /** The parameter that carries the signature. */
  public static final String HASH = "vnp_SecureHash";

  static final String PREFIX = "vnp_";

  private static final String HASH_TYPE = "vnp_SecureHashType";
  private static final int HEX_LENGTH = 128;

  private VnpaySignature() {}

  /**
   * The text that is signed.
   *
   * @param parameters decoded, each name once
   */
  public static String canonicalText(Collection<Parameter> parameters) {
    return parameters.stream()
        .filter(VnpaySignature::isSigned)
        .sorted(Comparator.comparing(Parameter::name))
        .map(VnpaySignature::encoded)
        .collect(Collectors.joining("&"));
  }

  /** The signature in lower-case hex. */
  public static String sign(HashSecret secret, String canonicalText) {
    return HexFormat.of().formatHex(mac(secret, canonicalText));
  }

  /**
   * Whether it is the text's signature under one of the secrets. Takes as long for a wrong one as
   * for a right one.
   *
   * @param hex in either case; anything else is no signature
   */
  public static boolean matches(List<HashSecret> secrets, String canonicalText, String hex) {
    byte[] given = bytes(hex);
    boolean matches = false;
    for (HashSecret secret : secrets) {
      matches |= MessageDigest.isEqual(mac(secret, canonicalText), given);
    }
    return matches;
  }

  private static boolean isSigned(Parameter parameter) {
    return parameter.name().startsWith(PREFIX)
        && !parameter.name().equals(HASH)
        && !parameter.name().equals(HASH_TYPE)
        && !parameter.value().isEmpty();
  }

  /**
   * VNPAY's names are not changed by encoding. Others are: were they not, a name that holds {@code
   * =} and {@code &} could swallow its neighbours and leave the text the same.
   */
  private static String encoded(Parameter parameter) {
    return URLEncoder.encode(parameter.name(), UTF_8)
        + "="
        + URLEncoder.encode(parameter.value(), UTF_8);
  }

  private static byte[] mac(HashSecret secret, String text) {
    try {
      Mac mac = Mac.getInstance(HashSecret.ALGORITHM);
      mac.init(secret.key());
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has HMAC-SHA512 and takes any key for it", e);
    }
  }

  private static byte[] bytes(String hex) {
    if (hex.length() != HEX_LENGTH || !hex.chars().allMatch(HexFormat::isHexDigit)) {
      return new byte[0];
    }
    return HexFormat.of().parseHex(hex);
  }
}
