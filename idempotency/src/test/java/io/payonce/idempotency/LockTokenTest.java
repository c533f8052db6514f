package io.payonce.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockTokenTest {

  @Test
  void token_begins_with_the_partition_and_its_owner() {
    LockOwner owner = new LockOwner("payment.callback-7", "r4nd");
    assertThat(owner.text()).isEqualTo("payment.callback-7:r4nd");
    assertThat(new LockToken("key", owner, "n0nce").text())
        .isEqualTo("payment.callback-7:r4nd:n0nce");
  }

  @Test
  void token_is_read_back_from_its_text() {
    LockToken token = new LockToken("key", new LockOwner("ns.payment.callback-7", "r4nd"), "n0");
    assertThat(LockToken.read("key", token.text())).contains(token);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", "::", "a", "a:b", ":b:c", "a::c", "a:b:c:d"})
  void what_is_no_token_is_not_read(String text) {
    assertThat(LockToken.read("key", text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a:b", ":"})
  void part_that_would_blur_the_prefix_is_refused(String part) {
    assertThatThrownBy(() -> new LockOwner(part, "random"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LockOwner("partition-1", part))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void lock_shorter_than_ten_seconds_is_refused() {
    assertThat(BatchLocks.requireLongEnough(Duration.ofSeconds(10))).hasSeconds(10);
    assertThatThrownBy(() -> BatchLocks.requireLongEnough(Duration.ofMillis(9_999)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
