package io.payonce.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CachedResultTest {

  private static final CachedResult AT_OFFSET_41 =
      new CachedResult("f", "c", new RecordOrigin("topic-id", 3, 41), "owner", "{}");

  @Test
  void result_below_the_batch_under_the_present_owner_is_believed() {
    assertThat(AT_OFFSET_41.isBelievable("topic-id", 3, "owner", 42)).isTrue();
  }

  @Test
  void result_at_the_first_position_of_the_batch_is_not_believed() {
    assertThat(AT_OFFSET_41.isBelievable("topic-id", 3, "owner", 41)).isFalse();
  }

  @Test
  void result_from_a_future_that_the_database_has_lost_is_not_believed() {
    assertThat(AT_OFFSET_41.isBelievable("topic-id", 3, "owner", 7)).isFalse();
  }

  @Test
  void result_written_under_a_former_owner_is_not_believed() {
    assertThat(AT_OFFSET_41.isBelievable("topic-id", 3, "next owner", 42)).isFalse();
  }

  @Test
  void result_of_another_partition_is_not_believed() {
    assertThat(AT_OFFSET_41.isBelievable("topic-id", 4, "owner", 42)).isFalse();
  }

  @Test
  void result_of_another_topic_is_not_believed() {
    assertThat(AT_OFFSET_41.isBelievable("recreated", 3, "owner", 42)).isFalse();
  }
}
