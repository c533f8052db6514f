package io.payonce.methods.vnpay;

import io.payonce.payments.TransactionId;
import java.net.URI;
import java.text.Normalizer;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Texts as VNPAY takes them. Encoders disagree on {@code * ~ ! ' ( )} and on all that is not ASCII,
 * and a signature over such a text may be refused: so none is ever sent.
 */
final class VnpayText {
  private static final int LONGEST = 255;
  private static final int SHORTEST_URL = 10;
  private static final String NO_ADDRESS = "127.0.0.1";
  private static final String VIETNAMESE = "vn";

  private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
  private static final Pattern NOT_ALLOWED = Pattern.compile("[^A-Za-z0-9 ._:-]+");
  private static final Pattern BLANKS = Pattern.compile(" {2,}");
  private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f.:]{7,45}");
  private static final Map<String, String> ESCAPES =
      Map.of("*", "%2A", "~", "%7E", "!", "%21", "'", "%27", "(", "%28", ")", "%29");

  private VnpayText() {}

  /** The text without accents and without what is not allowed; if nothing is left, a stand-in. */
  static String description(String text, TransactionId transactionId) {
    return plain(text, "Thanh toan " + transactionId);
  }

  /** As a payment's description, with a stand-in of one's own. */
  static String plain(String text, String otherwise) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFD);
    plain = ACCENTS.matcher(plain).replaceAll("").replace('đ', 'd').replace('Đ', 'D');
    plain = NOT_ALLOWED.matcher(plain).replaceAll(" ");
    plain = BLANKS.matcher(plain).replaceAll(" ").strip();
    if (plain.isEmpty()) {
      return otherwise;
    }
    return plain.substring(0, Math.min(plain.length(), LONGEST)).strip();
  }

  static String address(String customerIp) {
    return isAddress(customerIp) ? customerIp : NO_ADDRESS;
  }

  static boolean isAddress(String text) {
    return ADDRESS.matcher(text).matches();
  }

  static String locale(String locale) {
    return locale.equals("en") ? locale : VIETNAMESE;
  }

  /** The URL with the characters escaped that encoders disagree on, or the stand-in. */
  static String returnUrl(String url, URI otherwise) {
    String chosen = escaped(url);
    return isReturnUrl(chosen) ? chosen : escaped(otherwise.toString());
  }

  static boolean isReturnUrl(String url) {
    if (url.length() < SHORTEST_URL || escaped(url).length() > LONGEST) {
      return false;
    }
    try {
      URI uri = URI.create(url);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      return web && uri.getHost() != null && url.equals(uri.toASCIIString());
    } catch (IllegalArgumentException _) {
      // Not a URL: that is the answer.
      return false;
    }
  }

  private static String escaped(String url) {
    String escaped = url;
    for (Map.Entry<String, String> escape : ESCAPES.entrySet()) {
      escaped = escaped.replace(escape.getKey(), escape.getValue());
    }
    return escaped;
  }
}
