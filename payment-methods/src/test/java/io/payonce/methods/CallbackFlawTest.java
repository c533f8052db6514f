package io.payonce.methods;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class CallbackFlawTest {
  @Test
  void codes_are_a_contract_and_stay_as_they_are() {
    assertThat(Stream.of(CallbackFlaw.values()).map(CallbackFlaw::code))
        .containsExactly(
            "bad-signature",
            "missing-signature",
            "broken-encoding",
            "repeated-parameter",
            "missing-parameter",
            "other-terminal",
            "malformed-amount",
            "malformed-transaction-number");
  }
}
