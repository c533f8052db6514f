package io.payonce.store.operating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.payonce.consumer.PartitionRef;
import io.payonce.consumer.ProgressStore;
import io.payonce.consumer.ProgressStore.LogRange;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.store.PaymentStore;
import io.payonce.store.StartingPoint;
import io.payonce.store.StoreSettings;
import io.payonce.store.views.OperatorLink;
import io.payonce.store.views.ViewSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators write, and what it does to the workers. */
@ExtendWith(EmbeddedServersExtension.class)
class OperatorRecordsIT {
  private static final PartitionRef PARTITION =
      new PartitionRef("payment.callback", UUID.randomUUID(), 3);
  private static final LetterRef LETTER =
      new LetterRef("payment.callback.dead-letter", UUID.randomUUID(), 3, 17);

  private final PaymentStore store;
  private final ViewSettings settings;
  private final GapAcceptances gaps;
  private final LetterActions letters;

  OperatorRecordsIT(TestServers servers) {
    store = PaymentStore.open(StoreSettings.of(servers.jdbcUrl(), servers.user(), "", 2));
    store.migrate();
    settings = new ViewSettings(servers.jdbcUrl(), servers.user(), "");
    gaps = new GapAcceptances(settings);
    letters = new LetterActions(settings);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void accepted_gap_fences_the_former_owner_and_starts_the_next_one_at_the_log() {
    ProgressStore progress = store.progress();
    progress.take(PARTITION, "first", new LogRange(0, 10), ProgressStore.Remembered.NOTHING);
    LogRange cut = new LogRange(5, 10);
    assertThat(progress.take(PARTITION, "second", cut, ProgressStore.Remembered.NOTHING))
        .isInstanceOf(ProgressStore.Gap.class);

    OperatorLink link = new OperatorLink(settings);
    int _ =
        link.<Integer>change(
            handle ->
                handle.execute(
                    "UPDATE partition_progress SET suspect_offset = 7, suspect_deaths = 2"));

    assertThat(gaps.accept(acceptance(gaps.known(PARTITION.topic(), 3), 5))).isTrue();

    assertThat(count("partition_progress WHERE suspect_deaths > 0"))
        .as("another topic may have another record there")
        .isZero();
    assertThat(progress.take(PARTITION, "second", cut, ProgressStore.Remembered.committed(2)))
        .isEqualTo(new ProgressStore.Taken(5, 1));
  }

  @Test
  void gap_is_not_accepted_where_the_place_has_moved_since_it_was_shown() {
    Optional<StartingPoint.Known> never = gaps.known(PARTITION.topic(), 3);
    assertThat(never).isEmpty();
    store
        .progress()
        .take(PARTITION, "first", new LogRange(0, 10), ProgressStore.Remembered.NOTHING);

    assertThat(gaps.accept(acceptance(never, 5))).isFalse();
    Optional<StartingPoint.Known> other =
        Optional.of(new StartingPoint.Known(PARTITION.topicId(), 1, 0));
    assertThat(gaps.accept(acceptance(other, 5))).isFalse();

    assertThat(gaps.known(PARTITION.topic(), 3))
        .contains(new StartingPoint.Known(PARTITION.topicId(), 0, 0));
    assertThat(count("gap_acceptances")).isZero();
  }

  @Test
  void last_deed_on_a_letter_counts_and_a_letter_of_a_new_topic_has_none() {
    UUID command = UUID.randomUUID();
    letters.add(List.of(entry(LetterAction.Deed.DISCARDED, Optional.empty(), "why")), "Ann");
    letters.add(List.of(entry(LetterAction.Deed.REDRIVEN, Optional.of(command), "")), "Bob");

    Map<LetterRef, LetterAction> latest = letters.latest(List.of(LETTER.topicId()));
    assertThat(latest).containsOnlyKeys(LETTER);
    assertThat(letters.of(LETTER)).hasSize(2).endsWith(latest.get(LETTER));
    assertThat(letters.of(LETTER).getLast().commandId()).contains(command);
    assertThat(letters.latest(List.of(UUID.randomUUID()))).isEmpty();
  }

  @Test
  void discard_without_a_reason_is_refused_by_the_database_too() {
    List<LetterActions.Entry> entries =
        List.of(
            entry(LetterAction.Deed.PARKED, Optional.empty(), ""),
            entry(LetterAction.Deed.DISCARDED, Optional.empty(), ""));
    assertThatThrownBy(() -> letters.add(entries, "Ann")).isInstanceOf(IllegalStateException.class);
    assertThat(letters.of(LETTER)).as("all or nothing").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dead_letter_actions", "gap_acceptances"})
  void what_was_done_is_append_only(String table) {
    gaps.accept(acceptance(Optional.empty(), 5));
    letters.add(List.of(entry(LetterAction.Deed.PARKED, Optional.empty(), "")), "Ann");
    assertThat(count(table)).isOne();

    OperatorLink link = new OperatorLink(settings);
    assertThatThrownBy(() -> link.<Integer>change(handle -> handle.execute("DELETE FROM " + table)))
        .hasMessageContaining("append-only");
  }

  private static GapAcceptances.Acceptance acceptance(
      Optional<StartingPoint.Known> known, long goesOnAt) {
    return new GapAcceptances.Acceptance(PARTITION, known, "0 to 4", goesOnAt, "lost", "Ann");
  }

  private static LetterActions.Entry entry(
      LetterAction.Deed deed, Optional<UUID> commandId, String reason) {
    return new LetterActions.Entry(LETTER, deed, commandId, reason);
  }

  private long count(String table) {
    return new OperatorLink(settings)
        .look(
            handle -> handle.createQuery("SELECT count(*) FROM " + table).mapTo(Long.class).one());
  }
}
