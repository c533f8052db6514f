package io.payonce.methods.vnpay;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Times as VNPAY writes them: 14 digits, {@code yyyyMMddHHmmss}, GMT+7. */
public final class VnpayTime {
  private static final ZoneOffset ZONE = ZoneOffset.ofHours(7);
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZONE);

  private VnpayTime() {}

  public static String text(Instant time) {
    return FORM.format(time);
  }

  /** When the day began that it is at VNPAY. */
  static Instant midnightBefore(Instant time) {
    return time.atOffset(ZONE).truncatedTo(ChronoUnit.DAYS).toInstant();
  }
}
