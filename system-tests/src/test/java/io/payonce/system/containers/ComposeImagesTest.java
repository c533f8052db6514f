package io.payonce.system.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ComposeImagesTest {
  @Test
  void every_image_of_the_compose_file_is_pinned() {
    ComposeImages images = ComposeImages.read();

    assertThat(images.named("apache/kafka")).matches("apache/kafka:\\d+\\.\\d+\\.\\d+");
    assertThat(images.named("postgres")).matches("postgres:18\\.\\d+");
    assertThat(images.named("redis")).matches("redis:8\\.\\d+\\.\\d+");
    assertThat(images.named("prom/prometheus")).matches("prom/prometheus:v\\d+\\.\\d+\\.\\d+");
    assertThat(images.named("grafana/grafana")).matches("grafana/grafana:\\d+\\.\\d+\\.\\d+");
  }

  @Test
  void image_that_is_missing_has_no_tag_or_comes_twice_is_refused() {
    ComposeImages images =
        ComposeImages.of(
            "  a:\n    image: redis:8.2.1\n  b:\n    image: redis:8.2.2\n  c:\n    image: kafka\n");

    assertThatThrownBy(() -> images.named("redis")).hasMessageContaining("redis");
    assertThatThrownBy(() -> images.named("kafka")).hasMessageContaining("kafka");
    assertThatThrownBy(() -> images.named("postgres")).hasMessageContaining("postgres");
  }
}
