package io.payonce.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TransactionIdTest {
  private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  @Test
  void an_id_is_the_day_and_the_uuid_in_crockford_characters() {
    UUID command = UUID.fromString("0190163d-8694-739b-aea5-966c26f8ad91");

    assertThat(TransactionId.mintedBy(command, NOON))
        .hasToString("260102_01J0B3V1MMEEDTX9CPDGKFHBCH");
  }

  @Test
  void an_id_is_33_characters_that_every_gateway_takes() {
    assertThat(TransactionId.mintedBy(UUID.randomUUID(), NOON).value())
        .matches("260102_[0-9A-HJKMNP-TV-Z]{26}");
  }

  @Test
  void the_characters_decode_to_the_bits_of_the_uuid() {
    Random random = new Random(42);
    for (int i = 0; i < 1_000; i++) {
      assertDecodesBack(new UUID(random.nextLong(), random.nextLong()));
    }
    assertDecodesBack(new UUID(0, 0));
    assertDecodesBack(new UUID(0, -1));
    assertDecodesBack(new UUID(-1, 0));
    assertDecodesBack(new UUID(-1, -1));
  }

  @Test
  void the_same_command_always_mints_the_same_id() {
    UUID command = UUID.randomUUID();

    assertThat(TransactionId.mintedBy(new UUID(hi(command), lo(command)), NOON))
        .isEqualTo(TransactionId.mintedBy(command, NOON));
  }

  @Test
  void the_day_changes_at_midnight_in_gmt_plus_7() {
    UUID command = UUID.randomUUID();

    assertThat(TransactionId.mintedBy(command, Instant.parse("2025-12-31T16:59:59.999Z")).value())
        .startsWith("251231_");
    assertThat(TransactionId.mintedBy(command, Instant.parse("2025-12-31T17:00:00Z")).value())
        .startsWith("260101_");
  }

  private static void assertDecodesBack(UUID uuid) {
    String characters = TransactionId.mintedBy(uuid, NOON).value().substring("260102_".length());
    BigInteger decoded = BigInteger.ZERO;
    for (int i = 0; i < characters.length(); i++) {
      int digit = CROCKFORD.indexOf(characters.charAt(i));
      decoded = decoded.shiftLeft(5).add(BigInteger.valueOf(digit));
    }
    assertThat(decoded).isEqualTo(new BigInteger(uuid.toString().replace("-", ""), 16));
  }

  private static long hi(UUID uuid) {
    return uuid.getMostSignificantBits();
  }

  private static long lo(UUID uuid) {
    return uuid.getLeastSignificantBits();
  }
}
