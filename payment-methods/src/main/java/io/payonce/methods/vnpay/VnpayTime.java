package io.payonce.methods.vnpay;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as VNPAY writes them: 14 digits, {@code yyyyMMddHHmmss}, GMT+7. */
public final class VnpayTime {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.ofHours(7));

  private VnpayTime() {}

  public static String text(Instant time) {
    return FORM.format(time);
  }
}
