package io.payonce.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StoreSettingsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void statement_must_not_outlast_its_transaction() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StoreSettings("jdbc:", "user", "", 2, SECOND, SECOND.plusMillis(1)));
    assertThat(new StoreSettings("jdbc:", "user", "", 2, SECOND, SECOND).poolSize()).isEqualTo(2);
  }

  @Test
  void pool_must_be_large_enough_to_migrate() {
    assertThatIllegalArgumentException().isThrownBy(() -> StoreSettings.of("jdbc:", "user", "", 1));
  }

  @Test
  void password_is_not_shown() {
    assertThat(StoreSettings.of("jdbc:", "user", "hush", 2).toString()).doesNotContain("hush");
  }
}
