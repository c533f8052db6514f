package io.payonce.store.reconciling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.store.PaymentStore;
import io.payonce.store.StoreSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedServersExtension.class)
class LeasesIT {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private final UnsettledStore store;
  private final Leases leases;

  LeasesIT(TestServers servers) {
    StoreSettings settings = StoreSettings.of(servers.jdbcUrl(), servers.user(), "", 2);
    try (PaymentStore schema = PaymentStore.open(settings)) {
      schema.migrate();
    }
    store = UnsettledStore.open(settings);
    leases = store.leases();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void the_first_one_takes_it_and_another_is_refused() {
    assertThat(leases.take("work", "a", LONG)).contains(Instant.EPOCH);
    assertThat(leases.take("work", "b", LONG)).isEmpty();
    assertThat(leases.take("other work", "b", LONG)).contains(Instant.EPOCH);
    assertThat(leases.take("work", "a", LONG)).as("again").contains(Instant.EPOCH);
  }

  @Test
  void the_next_one_goes_on_where_a_dead_holder_had_come_to() {
    assertThat(leases.take("work", "a", LONG)).isPresent();
    assertThat(leases.advance("work", "a", NOON, SHORT)).isTrue();
    await().until(() -> leases.take("work", "b", LONG).equals(Optional.of(NOON)));
    assertThat(leases.advance("work", "a", NOON.plusSeconds(1), LONG)).as("a is late").isFalse();
    assertThat(leases.take("work", "a", LONG)).isEmpty();
    assertThat(leases.advance("work", "b", NOON.minusSeconds(1), LONG)).isTrue();
    assertThat(leases.take("work", "b", LONG)).as("it never goes back").contains(NOON);
  }

  @Test
  void a_released_one_is_free_at_once_and_only_its_holder_releases_it() {
    assertThat(leases.take("work", "a", LONG)).isPresent();
    leases.release("work", "b");
    assertThat(leases.take("work", "b", LONG)).isEmpty();
    leases.release("work", "a");
    assertThat(leases.take("work", "b", LONG)).isPresent();
  }

  @Test
  void of_many_who_ask_at_once_one_gets_it() {
    List<CompletableFuture<Optional<Instant>>> asking =
        IntStream.range(0, 8)
            .mapToObj(
                i -> CompletableFuture.supplyAsync(() -> leases.take("work", "holder " + i, LONG)))
            .toList();
    assertThat(asking.stream().map(CompletableFuture::join).filter(Optional::isPresent)).hasSize(1);
  }
}
