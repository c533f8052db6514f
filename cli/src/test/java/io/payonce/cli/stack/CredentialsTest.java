package io.payonce.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialsTest {
  @Test
  void environment_wins_over_the_defaults_for_development() {
    Credentials given =
        Credentials.from(
            Map.of(
                "VNPAY_TMN_CODE", "OURS",
                "VNPAY_HASH_SECRET", "SECRET",
                "INGRESS_API_KEY", "KEY"));

    assertThat(given).isEqualTo(new Credentials("OURS", "SECRET", "KEY"));
    assertThat(given.toString()).doesNotContain("SECRET", "KEY");
  }

  @Test
  void nothing_and_empty_values_give_the_defaults() {
    assertThat(Credentials.from(Map.of("VNPAY_TMN_CODE", "")))
        .isEqualTo(
            new Credentials(
                Credentials.DEVELOPMENT_TMN_CODE,
                Credentials.DEVELOPMENT_HASH_SECRET,
                Credentials.DEVELOPMENT_API_KEY));
  }
}
