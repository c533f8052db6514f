package io.payonce.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is known of the containers here is what {@code docker-compose.yml} says. */
class ComposeSiteTest {
  private String compose = "";

  @BeforeEach
  void read() throws IOException {
    compose = Files.readString(Path.of("..", "docker-compose.yml"));
  }

  @Test
  void ports_are_published_on_this_machine_alone() {
    assertThat(compose)
        .contains(
            "127.0.0.1:8080:8080",
            "127.0.0.1:8090:8090",
            "127.0.0.1:9092:9092",
            "127.0.0.1:5432:5432",
            "127.0.0.1:6379:6379",
            "127.0.0.1:" + ComposeSite.INGRESS_MANAGEMENT_PORT + ":9080");
    assertThat(compose.lines().filter(line -> line.matches(" +- \"?[0-9.]*:?[0-9]+:[0-9]+\"?")))
        .isNotEmpty()
        .allMatch(line -> line.contains("\"127.0.0.1:"));
  }

  @Test
  void passwords_and_credentials_are_the_same() {
    Credentials credentials = Credentials.from(Map.of());
    assertThat(compose)
        .contains(
            "POSTGRES_PASSWORD: " + ComposeSite.PLACES.postgresPassword(),
            "POSTGRES_USER: " + ComposeSite.PLACES.postgresUser(),
            "VNPAY_TMN_CODE: " + credentials.tmnCode(),
            "VNPAY_HASH_SECRET: " + credentials.hashSecrets(),
            "INGRESS_API_KEY: " + credentials.apiKey());
  }

  @Test
  void places_do_not_tell_the_password() {
    assertThat(ComposeSite.PLACES.toString()).doesNotContain("development-only");
  }
}
