package io.payonce.consumer.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.payonce.consumer.Commands;
import io.payonce.consumer.PartitionRef;
import io.payonce.consumer.PartitionSpan;
import io.payonce.consumer.suspects.Care;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class KeyQueuesTest {
  private static final Instant NOW = Instant.parse("2026-01-02T10:00:00Z");
  private static final TopicPartition NAME = new TopicPartition("payment.refund", 0);

  private final KeyQueues queues = new KeyQueues();
  private final RecordWindow window = window();
  private long offset;

  @Test
  void first_of_each_key_is_ready_and_the_others_follow_when_it_leaves() {
    RecordTask first = add("a", window);
    RecordTask second = add("a", window);
    RecordTask other = add("b", window);
    assertThat(queues.next(NOW)).containsSame(first);
    assertThat(queues.next(NOW)).containsSame(other);
    assertThat(queues.next(NOW)).isEmpty();
    queues.leave(first);
    assertThat(queues.next(NOW)).containsSame(second);
    assertThat(queues.next(NOW)).isEmpty();
  }

  @Test
  void one_that_rests_keeps_its_key_waiting_and_no_other() {
    RecordTask first = add("a", window);
    add("a", window);
    assertThat(queues.next(NOW)).containsSame(first);
    queues.rest(first, NOW.plusSeconds(2));
    RecordTask other = add("b", window);
    assertThat(queues.next(NOW.plusSeconds(1))).containsSame(other);
    assertThat(queues.next(NOW.plusSeconds(1))).isEmpty();
    assertThat(queues.next(NOW.plusSeconds(2))).containsSame(first);
  }

  @Test
  void records_of_a_lost_partition_leave_unhandled_and_hold_nobody_up() {
    RecordWindow lost = window();
    RecordTask rests = add("a", lost);
    add("a", lost);
    RecordTask behind = add("a", window);
    queues.next(NOW);
    queues.rest(rests, NOW.plusSeconds(60));
    lost.drop();
    queues.wakeLost();
    assertThat(queues.next(NOW)).containsSame(behind);
    assertThat(queues.next(NOW.plusSeconds(60))).isEmpty();
  }

  @Test
  void record_of_a_lost_partition_that_still_runs_keeps_its_key() {
    RecordWindow lost = window();
    RecordTask runs = add("a", lost);
    RecordTask behind = add("a", window);
    queues.next(NOW);
    lost.drop();
    queues.wakeLost();
    assertThat(queues.next(NOW)).isEmpty();
    queues.leave(runs);
    assertThat(queues.next(NOW)).containsSame(behind);
  }

  @Test
  void only_the_first_can_leave() {
    add("a", window);
    RecordTask second = add("a", window);
    assertThatIllegalStateException().isThrownBy(() -> queues.leave(second));
  }

  private RecordTask add(String key, RecordWindow of) {
    RecordTask task = new RecordTask(Commands.record(NAME, offset++, "value"), key, of, Care.NONE);
    queues.add(task);
    return task;
  }

  private static RecordWindow window() {
    PartitionRef ref = new PartitionRef(NAME.topic(), UUID.randomUUID(), 0);
    return new RecordWindow(new PartitionSpan(ref, "mine", 0, 0, 0, 0));
  }
}
