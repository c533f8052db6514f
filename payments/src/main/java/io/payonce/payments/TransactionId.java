package io.payonce.payments;

import io.payonce.payments.identifiers.Identifiers;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/**
 * Our reference for one attempt to pay an order, or one refund of it, unique for ever; the gateway
 * echoes it back.
 *
 * <p>Minted ids are {@code yyMMdd_} (GMT+7, the day in which VNPAY wants references unique) and the
 * creating command's UUID in 26 Crockford base32 characters: a function of the command, so applying
 * the command again to a database that went back gives the same id.
 */
public record TransactionId(String value) implements Comparable<TransactionId> {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyMMdd").withZone(ZoneOffset.ofHours(7));
  private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int UUID_CHARACTERS = 26;
  private static final int BITS_PER_CHARACTER = 5;

  public TransactionId {
    Identifiers.requireWellFormed(value, "transactionId");
  }

  /** The id of the attempt or refund that the given command opens. */
  public static TransactionId mintedBy(UUID commandId, Instant acceptedAt) {
    return new TransactionId(DAY.format(acceptedAt) + "_" + base32(commandId));
  }

  private static String base32(UUID uuid) {
    char[] text = new char[UUID_CHARACTERS];
    long high = uuid.getMostSignificantBits();
    long low = uuid.getLeastSignificantBits();
    for (int i = UUID_CHARACTERS - 1; i >= 0; i--) {
      text[i] = CROCKFORD.charAt((int) (low & 31));
      low = (low >>> BITS_PER_CHARACTER) | (high << (Long.SIZE - BITS_PER_CHARACTER));
      high >>>= BITS_PER_CHARACTER;
    }
    return new String(text);
  }

  @Override
  public int compareTo(TransactionId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
