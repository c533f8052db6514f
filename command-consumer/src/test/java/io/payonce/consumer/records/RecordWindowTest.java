package io.payonce.consumer.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.payonce.consumer.PartitionRef;
import io.payonce.consumer.PartitionSpan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordWindowTest {
  private static final PartitionRef REF = new PartitionRef("payment.refund", UUID.randomUUID(), 0);

  private final RecordWindow window = new RecordWindow(span(3, 3));

  @Test
  void nothing_polled_is_nothing_to_advance() {
    assertThat(window.lowestUnfinished()).isEqualTo(3);
    assertThat(window.canAdvance()).isFalse();
    assertThat(window.place()).isEqualTo(span(3, 3));
  }

  @Test
  void offsets_without_records_below_the_first_record_are_passed_at_once() {
    poll(3, 12, 7, 9);
    assertThat(window.lowestUnfinished()).isEqualTo(7);
    assertThat(window.advance()).isEqualTo(span(3, 7));
  }

  @Test
  void place_stays_below_what_is_not_finished_though_all_behind_it_is() {
    poll(3, 12, 7, 9, 10);
    window.finished(10);
    window.finished(9);
    assertThat(window.lowestUnfinished()).isEqualTo(7);
    assertThat(window.spread()).isEqualTo(5);
    window.finished(7);
    assertThat(window.advance()).isEqualTo(span(3, 12));
    assertThat(window.spread()).isZero();
  }

  @Test
  void gap_between_two_records_is_passed_with_the_first_of_them() {
    poll(3, 12, 4, 9);
    window.finished(4);
    assertThat(window.lowestUnfinished()).isEqualTo(9);
  }

  @Test
  void poll_that_passed_only_markers_advances() {
    poll(3, 6);
    assertThat(window.advance()).isEqualTo(span(3, 6));
    window.advanced(window.advance());
    assertThat(window.canAdvance()).isFalse();
    assertThat(window.place()).isEqualTo(span(6, 6));
  }

  @Test
  void markers_behind_a_record_that_is_not_finished_wait_for_it() {
    poll(3, 5, 4);
    poll(5, 8);
    assertThat(window.lowestUnfinished()).isEqualTo(4);
    window.finished(4);
    assertThat(window.lowestUnfinished()).isEqualTo(8);
  }

  @Test
  void stretch_that_does_not_follow_the_last_one_is_refused() {
    poll(3, 5, 4);
    assertThatIllegalStateException().isThrownBy(() -> poll(6, 8));
    assertThat(window.lowestUnfinished()).isEqualTo(4);
  }

  @Test
  void window_is_of_one_taking_only_and_dropped_for_good() {
    assertThat(window.isOf(span(9, 9))).isTrue();
    assertThat(window.isOf(new PartitionSpan(REF, "other", 3, 3, 3, 0))).isFalse();
    window.drop();
    assertThat(window.isHeld()).isFalse();
  }

  @Test
  void in_whatever_order_records_finish_the_place_is_the_lowest_that_did_not() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    TreeSet<Long> open = new TreeSet<>();
    long readTo = 3;
    for (int round = 0; round < 50; round++) {
      long end = readTo + random.nextInt(20);
      long[] polled = random.longs(5, readTo, end + 1).filter(at -> at < end).distinct().toArray();
      poll(readTo, end, polled);
      readTo = end;
      for (long offset : polled) {
        open.add(offset);
      }
      List<Long> finishing = new ArrayList<>(open);
      Collections.shuffle(finishing, random);
      for (Long offset : finishing.subList(0, random.nextInt(finishing.size() + 1))) {
        window.finished(offset);
        open.remove(offset);
        long lowest = open.isEmpty() ? readTo : open.first();
        assertThat(window.lowestUnfinished()).as("seed " + seed).isEqualTo(lowest);
      }
    }
  }

  private void poll(long before, long after, long... offsets) {
    for (long offset : offsets) {
      window.began(offset);
    }
    window.readTo(span(before, after));
  }

  private static PartitionSpan span(long before, long after) {
    return new PartitionSpan(REF, "mine", before, after, after, 0);
  }
}
