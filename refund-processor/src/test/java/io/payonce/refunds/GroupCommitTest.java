package io.payonce.refunds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.consumer.PartitionRef;
import io.payonce.consumer.PartitionSpan;
import io.payonce.consumer.records.RecordPlace;
import io.payonce.payments.OrderId;
import io.payonce.schemas.RefundCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
  private final CountDownLatch mayCommit = new CountDownLatch(1);
  private final List<List<Deciding<?>>> groups = Collections.synchronizedList(new ArrayList<>());
  private final GroupCommit commits = new GroupCommit(this::commit);

  @AfterEach
  void close() {
    mayCommit.countDown();
    commits.close();
  }

  @Test
  void what_comes_while_others_commit_is_committed_together() {
    holdBothThreads();
    List<Deciding<String>> waiting = Stream.of("A", "B", "C").map(this::add).toList();

    mayCommit.countDown();

    assertThat(waiting).allSatisfy(each -> assertThat(each.ended().join()).isEqualTo("not held"));
    // Both threads are free at once, so each may get some.
    assertThat(groups).hasSizeLessThanOrEqualTo(2 * GroupCommit.AT_ONCE);
    assertThat(groups.stream().flatMap(List::stream)).containsAll(waiting);
  }

  @Test
  void two_of_one_order_are_never_in_one_group() {
    holdBothThreads();
    List<Deciding<String>> waiting = Stream.of("A", "A", "B", "A").map(this::add).toList();

    mayCommit.countDown();

    waiting.forEach(each -> each.ended().join());
    assertThat(groups)
        .allSatisfy(
            group -> assertThat(group).extracting(Deciding::orderId).doesNotHaveDuplicates());
  }

  @Test
  void whoever_has_given_up_is_left_out() {
    holdBothThreads();
    Deciding<String> gone = add("A");
    gone.ended().cancel(false);
    Deciding<String> waiting = add("B");

    mayCommit.countDown();

    waiting.ended().join();
    assertThat(groups).noneMatch(group -> group.contains(gone));
  }

  @Test
  void failed_group_tells_each_and_the_next_one_goes_on() {
    Deciding<String> failing = add("FAILS");
    await().until(() -> failing.ended().isCompletedExceptionally());

    mayCommit.countDown();

    assertThat(failing.ended().exceptionNow()).hasMessage("no commit");
    assertThat(add("A").ended().join()).isEqualTo("not held");
  }

  private void holdBothThreads() {
    for (int thread = 0; thread < GroupCommit.AT_ONCE; thread++) {
      int busy = thread + 1;
      add("BUSY-" + thread);
      await().until(() -> groups.size() == busy);
    }
  }

  private void commit(List<Deciding<?>> group) {
    groups.add(group);
    if (group.getFirst().orderId().value().equals("FAILS")) {
      throw new IllegalStateException("no commit");
    }
    try {
      mayCommit.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private Deciding<String> add(String order) {
    Deciding<String> deciding = new Deciding<>(incoming(order), _ -> "decided", "not held");
    commits.add(deciding);
    return deciding;
  }

  private static Incoming incoming(String order) {
    RefundCommand command =
        new RefundCommand(
            UUID.randomUUID(),
            Instant.EPOCH,
            new OrderId(order),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            "");
    PartitionRef partition = new PartitionRef("refunds", new UUID(7, 7), 0);
    return new Incoming(
        new ConsumerRecord<>("refunds", 0, 0, new byte[0], new byte[0]),
        command,
        new RecordPlace(new PartitionSpan(partition, "refunds-0:a", 0, 0, 0, 0), () -> true));
  }
}
