package io.payonce.cli.replaying;

import io.payonce.consumer.Batch;
import io.payonce.consumer.PartitionRef;
import io.payonce.consumer.PartitionSpan;
import io.payonce.consumer.replaying.RangeWish;
import io.payonce.consumer.replaying.Replayed;
import io.payonce.consumer.replaying.ReplayedAs;
import io.payonce.payments.OrderId;
import io.payonce.schemas.CommandKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A replay of two partitions, and batches of it. */
final class SampleReplay {
  static final String TOPIC = "payment.callback";
  private static final UUID TOPIC_ID = new UUID(1, 2);
  private static final byte[] NOTHING = {};

  private SampleReplay() {}

  static ReplayState begun() {
    return ReplayState.begin(
        new UUID(3, 4),
        new ReplayRequest(
            Set.of(CommandKind.CALLBACK),
            new RangeWish.Oldest(Optional.empty()),
            Optional.of(new OrderId("ORD-1")),
            Optional.empty()),
        List.of(
            new ReplayState.Stage(
                CommandKind.CALLBACK,
                List.of(
                    new ReplayState.Part(TOPIC, TOPIC_ID, 0, 100, 1_100, 100),
                    new ReplayState.Part(TOPIC, TOPIC_ID, 3, 0, 50, 0)),
                ReplayCounts.NONE)));
  }

  /** After a batch of partition 0 up to an offset, which began at another. */
  static ReplayState after(ReplayState state, long from, long to, ReplayedAs as, boolean changed) {
    List<Replayed> replayed = new ArrayList<>();
    for (long offset = from; offset < to; offset++) {
      replayed.add(
          new Replayed(
              new ConsumerRecord<>(TOPIC, 0, offset, NOTHING, NOTHING),
              as,
              changed,
              "key-" + offset,
              List.of()));
    }
    PartitionSpan span =
        new PartitionSpan(new PartitionRef(TOPIC, TOPIC_ID, 0), "replay:x", from, to, from, to);
    return state.done(
        CommandKind.CALLBACK,
        new Batch(List.of(), List.of(span)),
        replayed,
        changed ? replayed.size() : 0,
        Duration.ofSeconds(2));
  }
}
