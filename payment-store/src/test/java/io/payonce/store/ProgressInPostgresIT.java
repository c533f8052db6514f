package io.payonce.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.consumer.PartitionRef;
import io.payonce.consumer.PartitionSpan;
import io.payonce.consumer.ProgressStore;
import io.payonce.consumer.ProgressStore.Begun;
import io.payonce.consumer.ProgressStore.Gap;
import io.payonce.consumer.ProgressStore.LogRange;
import io.payonce.consumer.ProgressStore.Remembered;
import io.payonce.consumer.ProgressStore.Suspect;
import io.payonce.consumer.ProgressStore.Taken;
import io.payonce.consumer.ProgressStore.Taking;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where a worker starts to read a partition. */
@ExtendWith(EmbeddedServersExtension.class)
class ProgressInPostgresIT {
  private static final PartitionRef PARTITION =
      new PartitionRef("payment.callback", UUID.randomUUID(), 3);
  private static final LogRange LOG = new LogRange(0, 1_000);

  private final Database database;
  private final ProgressStore progress;

  ProgressInPostgresIT(TestServers servers) {
    database = Database.of(servers);
    progress = database.store().progress();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void first_taking_of_a_whole_log_starts_at_zero_wherever_kafka_had_committed() {
    assertThat(progress.take(PARTITION, "first", LOG, Remembered.committed(700)))
        .isEqualTo(new Taken(0, 1, Suspect.NONE, 700));
    assertThat(row()).isEqualTo(new ProgressRow("first", 0, 0, 0));
  }

  @Test
  void first_taking_of_a_log_that_lost_its_beginning_is_a_gap_that_names_the_range() {
    Taking taking =
        progress.take(PARTITION, "first", new LogRange(40, 1_000), Remembered.committed(50));
    explanationOf(taking).contains("0 to 39");
    assertThat(database.column("SELECT owner FROM partition_progress")).isEmpty();
  }

  @Test
  void later_taking_starts_at_what_is_published_where_kafka_has_committed_more() {
    readTo(500, 400);
    assertThat(take("second", Remembered.committed(450))).isEqualTo(new Taken(400, 1));
  }

  @Test
  void later_taking_starts_at_what_kafka_has_committed_where_more_is_published() {
    readTo(500, 400);
    assertThat(take("second", Remembered.committed(350))).isEqualTo(new Taken(350, 1));
  }

  @Test
  void later_taking_starts_at_what_is_published_where_kafka_has_committed_nothing() {
    readTo(500, 400);
    assertThat(take("second", Remembered.NOTHING)).isEqualTo(new Taken(400, 1));
  }

  @Test
  void taking_sets_both_positions_back_to_the_start() {
    readTo(500, 400);
    take("second", Remembered.committed(350));
    assertThat(row()).isEqualTo(new ProgressRow("second", 350, 350, 0));
  }

  @Test
  void beginnings_are_counted_until_a_batch_gets_on_or_they_are_taken_back() {
    take("first", Remembered.NOTHING);
    assertThat(take("second", Remembered.NOTHING)).isEqualTo(new Taken(0, 1));
    progress.begin(List.of(begun("second", 0, OptionalLong.empty())));
    assertThat(take("third", Remembered.NOTHING)).isEqualTo(new Taken(0, 2));
    progress.begin(List.of(begun("second", 0, OptionalLong.empty())));
    assertThat(row().attempts()).as("a zombie's do not count").isEqualTo(1);
    progress.begin(List.of(begun("third", 0, OptionalLong.empty())));
    progress.confirm(List.of(span("third", 0, 0, 0)));
    assertThat(row().attempts()).isEqualTo(2);
    progress.withdraw(List.of(begun("third", 0, OptionalLong.empty())));
    assertThat(row().attempts()).isEqualTo(1);
    fence(span("third", 0, 10, 0));
    assertThat(row().attempts()).isZero();
    assertThat(take("fourth", Remembered.NOTHING)).isEqualTo(new Taken(0, 1));
  }

  @Test
  void deaths_over_one_record_are_counted_until_it_is_passed() {
    readTo(5, 5);
    progress.begin(List.of(begun("first", 5, OptionalLong.of(6))));
    assertThat(take("second", Remembered.NOTHING)).isEqualTo(new Taken(5, 2, new Suspect(6, 1), 0));
    progress.begin(List.of(begun("second", 5, OptionalLong.empty())));
    fence(span("second", 5, 6, 5));
    progress.begin(List.of(begun("second", 6, OptionalLong.of(6))));
    assertThat(take("third", Remembered.NOTHING)).isEqualTo(new Taken(5, 2, new Suspect(6, 2), 0));
    progress.begin(List.of(begun("third", 5, OptionalLong.of(6))));
    progress.withdraw(List.of(begun("third", 5, OptionalLong.of(6))));
    assertThat(take("fourth", Remembered.NOTHING)).isEqualTo(new Taken(5, 2, new Suspect(6, 2), 0));
    assertThat(progress.advance(List.of(span("fourth", 5, 7, 5)))).containsExactly(PARTITION);
    assertThat(take("fifth", Remembered.NOTHING)).isEqualTo(new Taken(5, 1, new Suspect(6, 0), 0));
  }

  @Test
  void another_record_begins_a_count_of_its_own() {
    take("first", Remembered.NOTHING);
    progress.begin(List.of(begun("first", 0, OptionalLong.of(0))));
    progress.begin(List.of(begun("first", 0, OptionalLong.of(0))));
    progress.begin(List.of(begun("first", 0, OptionalLong.of(3))));
    assertThat(take("second", Remembered.NOTHING)).isEqualTo(new Taken(0, 4, new Suspect(3, 1), 0));
  }

  @Test
  void topic_that_was_created_anew_is_a_gap_that_names_the_old_one() {
    readTo(500, 400);
    PartitionRef anew = new PartitionRef("payment.callback", UUID.randomUUID(), 3);
    Taking taking = progress.take(anew, "second", LOG, Remembered.NOTHING);
    explanationOf(taking).contains("400").contains(PARTITION.topicId().toString());
    assertOwnerIsStill("first");
  }

  @Test
  void offset_that_kafka_forgot_below_what_is_published_is_no_gap() {
    readTo(500, 500);
    Taking taking =
        progress.take(PARTITION, "second", new LogRange(400, 900), Remembered.committed(300));
    assertThat(taking).isEqualTo(new Taken(400, 1));
  }

  @Test
  void start_below_the_log_is_a_gap_that_names_what_is_gone() {
    readTo(500, 400);
    Taking taking = progress.take(PARTITION, "second", new LogRange(401, 900), Remembered.NOTHING);
    explanationOf(taking).contains("400 to 400");
    taking = progress.take(PARTITION, "second", new LogRange(900, 900), Remembered.committed(300));
    explanationOf(taking).contains("400 to 899");
    assertOwnerIsStill("first");
  }

  @Test
  void log_that_is_cut_where_all_is_read_and_published_is_no_gap_though_the_row_lags_behind() {
    readTo(500, 400);
    LogRange cut = new LogRange(500, 500);
    explanationOf(progress.take(PARTITION, "second", cut, Remembered.NOTHING))
        .contains("400 to 499", "read to 500", "out to 400");
    assertThat(progress.take(PARTITION, "second", cut, Remembered.committed(500)))
        .isEqualTo(new Taken(500, 1));
  }

  @Test
  void committed_offset_alone_does_not_make_up_for_what_the_database_has_not_read() {
    readTo(500, 400);
    LogRange cut = new LogRange(501, 900);
    explanationOf(progress.take(PARTITION, "second", cut, Remembered.committed(900)))
        .contains("to 500");
    cut = new LogRange(450, 900);
    explanationOf(progress.take(PARTITION, "second", cut, Remembered.committed(449)))
        .contains("to 449");
    assertThat(progress.take(PARTITION, "second", cut, Remembered.committed(450)))
        .isEqualTo(new Taken(450, 1));
  }

  @Test
  void start_above_the_log_is_a_gap_that_names_both_numbers() {
    readTo(500, 400);
    Taking taking = progress.take(PARTITION, "second", new LogRange(0, 399), Remembered.NOTHING);
    explanationOf(taking).contains("500").contains("399");
    assertOwnerIsStill("first");
  }

  @Test
  void start_at_either_end_of_the_log_is_no_gap() {
    readTo(500, 400);
    assertThat(progress.take(PARTITION, "second", new LogRange(400, 900), Remembered.NOTHING))
        .isEqualTo(new Taken(400, 1));
    assertThat(progress.take(PARTITION, "third", new LogRange(0, 400), Remembered.NOTHING))
        .isEqualTo(new Taken(400, 1));
  }

  @Test
  void log_that_ends_below_what_was_read_is_a_gap_wherever_kafka_had_committed() {
    readTo(500, 400);
    Taking taking =
        progress.take(PARTITION, "second", new LogRange(0, 499), Remembered.committed(300));
    explanationOf(taking).contains("500").contains("499");
    assertOwnerIsStill("first");
  }

  /** A crash alone: everything that was published is in the database. */
  @Test
  void records_are_read_again_by_the_database_that_knows_them() {
    readTo(500, 400);
    assertThat(take("second", new Remembered(Optional.of(450L), 450, 700)))
        .isEqualTo(new Taken(400, 1));
    assertThat(take("third", new Remembered(Optional.of(450L), 450, 700)))
        .as("a taking that did not get on is no step back")
        .isEqualTo(new Taken(400, 1));
    assertThat(take("fourth", Remembered.committed(500))).isEqualTo(new Taken(400, 1));
  }

  @Test
  void records_may_be_repeats_after_another_run_of_the_server_until_they_are_passed() {
    readTo(500, 500);
    database.execute(
        "UPDATE partition_progress SET taken_on = taken_on - interval '1 microsecond'");
    Taken mayBeRepeats = new Taken(500, 1, Suspect.NONE, 700);
    assertThat(take("second", new Remembered(Optional.of(500L), 500, 700))).isEqualTo(mayBeRepeats);
    assertThat(take("third", Remembered.committed(500)))
        .as("also where the process died before Kafka was told")
        .isEqualTo(mayBeRepeats);
  }

  @Test
  void records_may_be_repeats_in_a_table_that_was_loaded_from_a_dump() {
    readTo(500, 500);
    database.loadAnew("partition_progress");
    assertThat(take("second", new Remembered(Optional.of(500L), 500, 700)))
        .isEqualTo(new Taken(500, 1, Suspect.NONE, 700));
  }

  @Test
  void records_may_be_repeats_where_more_was_finished_once_than_the_database_has_read() {
    readTo(500, 500);
    assertThat(take("second", Remembered.committed(501)))
        .isEqualTo(new Taken(500, 1, Suspect.NONE, 501));
    assertThat(take("third", new Remembered(Optional.of(500L), 600, 650)))
        .as("it went back twice")
        .isEqualTo(new Taken(500, 1, Suspect.NONE, 650));
  }

  private static Begun begun(String owner, long before, OptionalLong alone) {
    return new Begun(span(owner, before, before, 0), alone);
  }

  private Taking take(String owner, Remembered remembered) {
    return progress.take(PARTITION, owner, LOG, remembered);
  }

  /** Brings the row to where an owner named first has read and published so far. */
  private void readTo(long next, long published) {
    take("first", Remembered.NOTHING);
    fence(span("first", 0, next, 0));
    progress.confirm(List.of(span("first", next, next, published)));
    assertThat(row()).isEqualTo(new ProgressRow("first", next, published, 0));
  }

  private void fence(PartitionSpan span) {
    Set<PartitionRef> held = database.store().inTransaction(batch -> batch.fence(List.of(span)));
    assertThat(held).containsExactly(PARTITION);
  }

  private static PartitionSpan span(String owner, long before, long after, long published) {
    return new PartitionSpan(PARTITION, owner, before, after, published, 0);
  }

  private static AbstractStringAssert<?> explanationOf(Taking taking) {
    assertThat(taking).isInstanceOf(Gap.class);
    return assertThat(((Gap) taking).explanation());
  }

  private void assertOwnerIsStill(String owner) {
    assertThat(row()).isEqualTo(new ProgressRow(owner, 500, 400, 0));
  }

  private ProgressRow row() {
    return ProgressRow.read(database, PARTITION);
  }
}
