package io.payonce.consumer.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.consumer.PartitionRef;
import io.payonce.consumer.PartitionSpan;
import io.payonce.consumer.ProgressInMemory;
import io.payonce.consumer.ProgressStore;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a worker relies on; here of the memory that the tests use. */
class RecordProgressTest {
  private static final PartitionRef ONE = new PartitionRef("payment.refund", UUID.randomUUID(), 0);
  private static final PartitionRef OTHER = new PartitionRef(ONE.topic(), ONE.topicId(), 1);

  private final ProgressInMemory memory = new ProgressInMemory();
  private final ProgressStore progress = new RememberedProgress(memory);

  @Test
  void what_is_held_is_read_and_published_up_to_the_end_of_its_span_and_attempts_begin_anew() {
    row(ONE, "mine", 5, 5, 3);
    assertThat(progress.advance(List.of(span(ONE, "mine", 5, 9)))).containsExactly(ONE);
    assertThat(memory.row(ONE)).contains(new ProgressInMemory.Row("mine", 9, 9, 0));
  }

  @Test
  void repeated_advance_is_held_and_changes_nothing() {
    row(ONE, "mine", 9, 9, 0);
    assertThat(progress.advance(List.of(span(ONE, "mine", 5, 7)))).containsExactly(ONE);
    assertThat(memory.row(ONE)).contains(new ProgressInMemory.Row("mine", 9, 9, 0));
  }

  @Test
  void another_owner_is_not_advanced() {
    row(ONE, "other", 5, 5, 1);
    assertThat(progress.advance(List.of(span(ONE, "mine", 5, 9)))).isEmpty();
    assertThat(memory.row(ONE)).contains(new ProgressInMemory.Row("other", 5, 5, 1));
  }

  @Test
  void database_that_went_back_is_not_advanced() {
    row(ONE, "mine", 4, 4, 1);
    assertThat(progress.advance(List.of(span(ONE, "mine", 5, 9)))).isEmpty();
    assertThat(memory.row(ONE)).contains(new ProgressInMemory.Row("mine", 4, 4, 1));
  }

  @Test
  void partition_without_a_row_is_not_held_and_no_obstacle_for_the_others() {
    row(ONE, "mine", 5, 5, 1);
    assertThat(progress.advance(List.of(span(OTHER, "mine", 0, 2), span(ONE, "mine", 5, 6))))
        .containsExactly(ONE);
    assertThat(memory.row(OTHER)).isEmpty();
    assertThat(memory.row(ONE)).contains(new ProgressInMemory.Row("mine", 6, 6, 0));
  }

  private void row(PartitionRef of, String owner, long next, long published, int attempts) {
    memory.put(of, new ProgressInMemory.Row(owner, next, published, attempts));
  }

  private static PartitionSpan span(PartitionRef of, String owner, long before, long after) {
    return new PartitionSpan(of, owner, before, after, after, 0);
  }
}
