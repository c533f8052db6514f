package io.payonce.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.payonce.consumer.PartitionRef;
import io.payonce.consumer.PartitionSpan;
import io.payonce.consumer.ProgressStore;
import io.payonce.consumer.ProgressStore.LogRange;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may store something for a partition. */
@ExtendWith(EmbeddedServersExtension.class)
class FenceIT {
  private static final UUID TOPIC = UUID.randomUUID();
  private static final PartitionRef FIRST = new PartitionRef("commands", TOPIC, 0);
  private static final PartitionRef SECOND = new PartitionRef("commands", TOPIC, 1);
  private static final LogRange LOG = new LogRange(0, 1_000);

  private final Database database;
  private final ProgressStore progress;

  FenceIT(TestServers servers) {
    database = Database.of(servers);
    progress = database.store().progress();
  }

  @BeforeEach
  void take() {
    progress.take(FIRST, "mine", LOG, ProgressStore.Remembered.NOTHING);
    progress.take(SECOND, "mine", LOG, ProgressStore.Remembered.NOTHING);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void owner_holds_at_its_position_and_advances() {
    assertThat(fence(span(FIRST, 0, 10, 0))).containsExactly(FIRST);
    assertThat(fence(span(FIRST, 10, 25, 10))).containsExactly(FIRST);
    assertThat(row(FIRST)).isEqualTo(new ProgressRow("mine", 25, 10, 0));
  }

  @Test
  void earlier_owner_holds_nothing_after_a_new_taking() {
    progress.take(FIRST, "other", LOG, ProgressStore.Remembered.NOTHING);
    assertThat(fence(span(FIRST, 0, 10, 0))).isEmpty();
    assertThat(progress.confirm(List.of(span(FIRST, 0, 0, 0)))).isEmpty();
    assertThat(row(FIRST)).isEqualTo(new ProgressRow("other", 0, 0, 0));
  }

  @Test
  void owner_holds_nothing_above_what_a_database_that_went_back_has_read() {
    fence(span(FIRST, 0, 10, 0));
    database.execute("UPDATE partition_progress SET next_offset = 9 WHERE partition = 0");
    assertThat(fence(span(FIRST, 10, 20, 9))).isEmpty();
    assertThat(progress.confirm(List.of(span(FIRST, 10, 10, 9)))).isEmpty();
    assertThat(row(FIRST).next()).isEqualTo(9);
  }

  /** It may have gone back by so little that its place in the log stands as it did. */
  @Test
  void nothing_is_held_that_was_taken_on_another_run_of_the_server() {
    fence(span(FIRST, 0, 10, 0));
    database.execute(
        "UPDATE partition_progress SET taken_on = taken_on - interval '1 microsecond' WHERE"
            + " partition = 0");
    assertThat(fence(span(FIRST, 10, 20, 10))).isEmpty();
    assertThat(progress.confirm(List.of(span(FIRST, 10, 10, 10)))).isEmpty();
    assertThat(progress.advance(List.of(span(FIRST, 10, 20, 10)))).isEmpty();
    assertThat(holds(span(FIRST, 10, 10, 0))).isFalse();
    progress.take(FIRST, "mine", LOG, ProgressStore.Remembered.NOTHING);
    assertThat(fence(span(FIRST, 0, 10, 0))).containsExactly(FIRST);
  }

  @Test
  void nothing_is_held_in_a_table_that_was_loaded_from_a_dump() {
    fence(span(FIRST, 0, 10, 0));
    database.loadAnew("partition_progress");
    assertThat(fence(span(FIRST, 10, 20, 10))).isEmpty();
    assertThat(progress.confirm(List.of(span(FIRST, 10, 10, 10)))).isEmpty();
    assertThat(holds(span(FIRST, 10, 10, 0))).isFalse();
    progress.take(FIRST, "mine", LOG, ProgressStore.Remembered.NOTHING);
    assertThat(fence(span(FIRST, 0, 10, 0))).containsExactly(FIRST);
  }

  @Test
  void record_is_held_by_the_owner_below_what_the_database_has_read() {
    fence(span(FIRST, 0, 10, 0));
    assertThat(holds(span(FIRST, 10, 10, 0))).isTrue();
    assertThat(holds(span(FIRST, 4, 4, 0))).isTrue();
    assertThat(holds(span(FIRST, 11, 11, 0))).isFalse();
    progress.take(FIRST, "other", LOG, ProgressStore.Remembered.NOTHING);
    assertThat(holds(span(FIRST, 0, 0, 0))).isFalse();
  }

  @Test
  void records_that_finish_one_by_one_advance_in_a_transaction_of_their_own() {
    assertThat(database.store().progress().advance(List.of(span(FIRST, 0, 10, 10))))
        .containsExactly(FIRST);
    assertThat(row(FIRST)).isEqualTo(new ProgressRow("mine", 10, 10, 0));
  }

  @Test
  void partition_that_the_database_has_never_heard_of_is_not_held() {
    PartitionRef unknown = new PartitionRef("commands", TOPIC, 2);
    assertThat(fence(span(unknown, 0, 10, 0))).isEmpty();
  }

  @Test
  void stretch_that_is_read_again_leaves_the_row_where_it_was() {
    fence(span(FIRST, 0, 10, 0));
    fence(span(FIRST, 10, 30, 10));
    assertThat(fence(span(FIRST, 4, 12, 4))).containsExactly(FIRST);
    assertThat(row(FIRST)).isEqualTo(new ProgressRow("mine", 30, 10, 0));
    assertThat(progress.confirm(List.of(span(FIRST, 12, 12, 8)))).containsExactly(FIRST);
    assertThat(row(FIRST)).isEqualTo(new ProgressRow("mine", 30, 10, 0));
  }

  @Test
  void lost_partition_is_dropped_and_the_others_advance() {
    progress.take(FIRST, "other", LOG, ProgressStore.Remembered.NOTHING);
    assertThat(fence(span(FIRST, 0, 10, 0), span(SECOND, 0, 7, 0))).containsExactly(SECOND);
    assertThat(row(FIRST)).isEqualTo(new ProgressRow("other", 0, 0, 0));
    assertThat(row(SECOND)).isEqualTo(new ProgressRow("mine", 7, 0, 0));
  }

  @Test
  void confirming_notes_what_is_published_and_returns_only_what_is_held() {
    fence(span(FIRST, 0, 10, 0), span(SECOND, 0, 7, 0));
    progress.take(SECOND, "other", LOG, ProgressStore.Remembered.NOTHING);
    assertThat(progress.confirm(List.of(span(FIRST, 10, 10, 10), span(SECOND, 7, 7, 7))))
        .containsExactly(FIRST);
    assertThat(row(FIRST)).isEqualTo(new ProgressRow("mine", 10, 10, 0));
    assertThat(row(SECOND)).isEqualTo(new ProgressRow("other", 0, 0, 0));
  }

  @Test
  void nothing_at_all_can_be_fenced_and_confirmed() {
    assertThat(fence()).isEmpty();
    assertThat(progress.confirm(List.of())).isEmpty();
  }

  @Test
  void progress_of_a_transaction_that_fails_is_undone_with_it() {
    assertThatThrownBy(
            () ->
                database
                    .store()
                    .inTransaction(
                        batch -> {
                          batch.fence(List.of(span(FIRST, 0, 10, 0)));
                          throw new IllegalStateException("planned");
                        }))
        .hasMessage("planned");
    assertThat(row(FIRST)).isEqualTo(new ProgressRow("mine", 0, 0, 0));
  }

  private boolean holds(PartitionSpan place) {
    return database.store().<Boolean>inTransaction(batch -> !batch.held(List.of(place)).isEmpty());
  }

  private Set<PartitionRef> fence(PartitionSpan... spans) {
    return database.store().inTransaction(batch -> batch.fence(List.of(spans)));
  }

  private static PartitionSpan span(PartitionRef of, long before, long after, long published) {
    return new PartitionSpan(of, "mine", before, after, published, 0);
  }

  private ProgressRow row(PartitionRef partition) {
    return ProgressRow.read(database, partition);
  }
}
