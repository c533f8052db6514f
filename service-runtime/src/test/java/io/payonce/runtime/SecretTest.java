package io.payonce.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {
  @Test
  void a_secret_prints_as_stars_wherever_it_is() {
    record Holder(Secret secret) {}
    assertThat(new Holder(new Secret("s3cret"))).hasToString("Holder[secret=***]");
    assertThat(new Secret("s3cret").reveal()).isEqualTo("s3cret");
  }

  @Test
  void secrets_are_equal_by_value() {
    assertThat(new Secret("s3cret"))
        .isEqualTo(new Secret("s3cret"))
        .hasSameHashCodeAs(new Secret("s3cret"))
        .isNotEqualTo(new Secret("other"));
  }
}
