package io.payonce.store.auditing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.store.PaymentStore;
import io.payonce.store.ShopDay;
import io.payonce.store.StoreSettings;
import io.payonce.store.views.ViewSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedServersExtension.class)
@Timeout(120)
class BooksCheckIT {
  private static final long SEED = Long.getLong("payonce.seed", System.nanoTime());
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ViewSettings settings;
  private final Jdbi jdbi;

  BooksCheckIT(TestServers servers) {
    settings = new ViewSettings(servers.jdbcUrl(), servers.user(), "");
    jdbi = Jdbi.create(servers.jdbcUrl(), servers.user(), "");
  }

  @BeforeEach
  void a_day_of_known_stories() {
    try (PaymentStore store =
        PaymentStore.open(StoreSettings.of(settings.jdbcUrl(), settings.user(), "", 2))) {
      store.migrate();
      jdbi.useHandle(
          handle -> {
            handle.execute(
                "INSERT INTO inventory VALUES ('tea', 1000), ('cup', 1000), ('rare-0', 2)");
            handle.execute(
                """
                INSERT INTO partition_progress VALUES
                  ('payment.callback', 3, gen_random_uuid(), 20, 10, 'payment.callback-3:abc', 0)
                """);
          });
      new ShopDay(store).knownStories();
    }
  }

  @Test
  void everything_holds_after_a_day_on_which_everything_happened() {
    System.err.println("BooksCheckIT: -Dpayonce.seed=" + SEED);
    try (PaymentStore store =
        PaymentStore.open(StoreSettings.of(settings.jdbcUrl(), settings.user(), "", 2))) {
      new ShopDay(store).byChance(SEED, 500);
    }
    jdbi.useHandle(
        handle ->
            assertThat(ShopDay.sights())
                .allSatisfy(sight -> assertThat(count(handle, sight)).as(sight).isPositive()));

    List<Finding> told = new ArrayList<>();
    List<Finding> findings = check(Invariant.all(), told);
    assertThat(findings).allMatch(Finding.Holds.class::isInstance).isEqualTo(told);
    assertThat(findings).extracting(Finding::invariant).isEqualTo(Invariant.all());
  }

  @Test
  void every_invariant_has_a_name_and_is_broken_by_some_planted_row() {
    List<String> names = Invariant.all().stream().map(Invariant::name).toList();
    assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z]+(-[a-z]+)*"));
    assertThat(PlantedBreaks.ALL).extracting(PlantedBreaks.Plant::breaks).containsAll(names);
  }

  /** Planted in a transaction that is rolled back, and looked for within it. */
  @Test
  void a_planted_row_breaks_its_invariant_and_no_other() {
    jdbi.useHandle(
        handle -> {
          Map<String, String> names = names(handle);
          for (PlantedBreaks.Plant plant : PlantedBreaks.ALL) {
            handle.begin();
            handle.execute("SET LOCAL session_replication_role = replica");
            plant.statements(names).forEach(handle::execute);
            List<Finding> broken =
                new BooksCheck(settings, PATIENCE, 5)
                    .findings(handle, Invariant.all(), _ -> {}).stream()
                        .filter(finding -> !(finding instanceof Finding.Holds))
                        .toList();
            handle.rollback();
            assertThat(broken)
                .as("broken by %s", plant)
                .singleElement()
                .isInstanceOfSatisfying(
                    Finding.Broken.class,
                    found -> {
                      assertThat(found.invariant().name()).isEqualTo(plant.breaks());
                      assertThat(found.offenders()).as("of %s", plant).isEqualTo(1);
                      assertThat(found.shown().getFirst().values())
                          .as("of %s", plant)
                          .contains(plant.row(names));
                    });
          }
        });
  }

  @Test
  void offenders_are_counted_beyond_those_that_are_shown() {
    jdbi.useHandle(handle -> handle.execute("UPDATE orders SET version = version + 1"));

    List<Finding> broken = check(Invariant.all(), new ArrayList<>());
    assertThat(broken)
        .filteredOn(Finding.Broken.class::isInstance)
        .singleElement()
        .isInstanceOfSatisfying(
            Finding.Broken.class,
            found -> {
              assertThat(found.invariant().name()).isEqualTo("order-version");
              assertThat(found.offenders()).isEqualTo(7);
              assertThat(found.shown()).hasSize(3);
              assertThat(found.shown().getFirst()).containsEntry("order_id", "OPEN");
            });
  }

  @Test
  void all_see_one_moment_and_none_can_write() {
    Invariant writing =
        new Invariant("writing", "-", "SELECT nextval('refunds_opened_seq') AS number");
    Invariant orders = new Invariant("orders", "-", "SELECT order_id, status FROM orders");
    List<Finding> told = new ArrayList<>();

    List<Finding> findings =
        new BooksCheck(settings, PATIENCE, 100)
            .check(
                List.of(orders, writing, orders),
                finding -> {
                  told.add(finding);
                  jdbi.useHandle(handle -> handle.execute("UPDATE orders SET status = 'REFUNDED'"));
                });
    assertThat(told).hasSize(3);
    assertThat(findings.get(1))
        .isInstanceOfSatisfying(
            Finding.Unchecked.class,
            found -> assertThat(found.why()).contains("read-only transaction"));
    assertThat(((Finding.Broken) findings.getLast()).shown())
        .isEqualTo(((Finding.Broken) findings.getFirst()).shown());
  }

  @Test
  void what_takes_too_long_is_unchecked_and_the_rest_goes_on() {
    Invariant slow = new Invariant("slow", "-", "SELECT pg_sleep(60)::text AS slept, 1 AS one");
    List<Finding> findings =
        new BooksCheck(settings, Duration.ofMillis(300), 3)
            .check(List.of(slow, Invariant.all().getFirst()), _ -> {});

    assertThat(findings.getFirst())
        .isInstanceOfSatisfying(
            Finding.Unchecked.class, found -> assertThat(found.why()).contains("timeout"));
    assertThat(findings.getLast()).isInstanceOf(Finding.Holds.class);
  }

  @Test
  void what_was_found_before_the_connection_is_lost_stays_found_and_the_rest_is_unchecked() {
    Invariant broken = new Invariant("broken", "-", "SELECT order_id, status FROM orders");
    Invariant unasked = Invariant.all().getFirst();
    List<Finding> told = new ArrayList<>();

    List<Finding> findings =
        new BooksCheck(settings, PATIENCE, 3)
            .check(
                List.of(broken, unasked, unasked),
                finding -> {
                  told.add(finding);
                  if (finding instanceof Finding.Broken) {
                    disconnectCheckers();
                  }
                });

    assertThat(findings).isEqualTo(told).hasSize(3);
    assertThat(findings.getFirst()).isInstanceOf(Finding.Broken.class);
    assertThat(findings.subList(1, 3))
        .allSatisfy(
            finding -> {
              assertThat(finding.invariant()).isEqualTo(unasked);
              assertThat(((Finding.Unchecked) finding).why()).contains("does not answer");
            });
  }

  private void disconnectCheckers() {
    jdbi.useHandle(
        handle ->
            assertThat(
                    handle
                        .createQuery(
                            """
                            SELECT count(pg_terminate_backend(pid, 10000)) FROM pg_stat_activity
                             WHERE application_name = 'payonce-books' AND datname = current_database()
                            """)
                        .mapTo(Long.class)
                        .one())
                .isPositive());
  }

  @Test
  void database_that_is_away_is_told() {
    ViewSettings away = new ViewSettings("jdbc:postgresql://127.0.0.1:1/none", "nobody", "");

    assertThatThrownBy(() -> new BooksCheck(away, PATIENCE, 1).check(Invariant.all(), _ -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("does not answer");
  }

  private List<Finding> check(List<Invariant> invariants, List<Finding> told) {
    return new BooksCheck(settings, PATIENCE, 3).check(invariants, told::add);
  }

  private static long count(Handle handle, String sight) {
    return handle.createQuery("SELECT count(*) FROM " + sight).mapTo(Long.class).one();
  }

  /** The ids of the known stories' transactions. */
  private static Map<String, String> names(Handle handle) {
    Map<String, String> names = new LinkedHashMap<>();
    handle
        .createQuery(
            """
            SELECT lower(t.order_id) || '-' || lower(coalesce(r.refund_id, t.status)) AS name, t.transaction_id
              FROM transactions t LEFT JOIN refunds r USING (transaction_id)
            """)
        .map((row, _) -> names.put(row.getString(1), row.getString(2)))
        .list();
    return names;
  }
}
