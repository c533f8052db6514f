package io.payonce.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.idempotency.InflightMarks.Marking;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedServersExtension.class)
class InflightMarksIT {

  private static final Duration MARK_AT_MOST_FOR = Duration.ofSeconds(6);

  private final LinkedRedis redis;
  private final InflightMarks marks;

  InflightMarksIT(TestServers servers) throws InterruptedException {
    redis = LinkedRedis.patient(servers);
    marks = new InflightMarks(redis.link());
  }

  @AfterEach
  void close() {
    redis.close();
  }

  @Test
  void only_the_first_marks_and_not_for_ever() {
    assertThat(marks.mark("key", "mine", MARK_AT_MOST_FOR)).isEqualTo(Marking.MARKED);
    assertThat(marks.mark("key", "yours", MARK_AT_MOST_FOR)).isEqualTo(Marking.ALREADY_MARKED);
    assertThat(redis.behind().pttl(redis.prefixed("inflight:key"))).isBetween(1L, 6_000L);
  }

  @Test
  void only_who_marked_can_unmark() {
    marks.mark("key", "mine", MARK_AT_MOST_FOR);
    marks.unmark("key", "yours");
    assertThat(marks.mark("key", "yours", MARK_AT_MOST_FOR)).isEqualTo(Marking.ALREADY_MARKED);
    marks.unmark("key", "mine");
    assertThat(marks.mark("key", "yours", MARK_AT_MOST_FOR)).isEqualTo(Marking.MARKED);
  }
}
