package io.payonce.callbacks;

import static io.payonce.callbacks.Workplace.callback;
import static io.payonce.callbacks.Workplace.createFor;
import static io.payonce.callbacks.Workplace.opened;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.consumer.BatchResult;
import io.payonce.consumer.Disposition;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.payments.Claim;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.CommandReader;
import io.payonce.schemas.CreateCommand;
import io.payonce.schemas.Decoding;
import io.payonce.schemas.RefundCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A surplus payment leads to the command to pay it back, where that is wanted. */
@ExtendWith(EmbeddedServersExtension.class)
class SurplusRefundIT {
  private final CreateCommand first = createFor("ORD-1", Instant.now().minus(Duration.ofHours(1)));
  private final CreateCommand second = createFor("ORD-1", Instant.now());

  @Test
  void the_later_payment_is_paid_back_by_the_same_command_each_time(TestServers servers) {
    try (Workplace workplace = open(servers, true)) {
      assertThat(further(workplace.handle(0, callback(first, Claim.Status.SUCCEEDED, "v-1"))))
          .isEmpty();
      CallbackCommand surplus = callback(second, Claim.Status.SUCCEEDED, "v-2");
      List<Disposition.Command> once = further(workplace.handle(1, surplus));
      assertThat(once).hasSize(1);
      RefundCommand refund = refund(once.getFirst());
      assertThat(refund.transactionId()).contains(opened(second));
      assertThat(refund.amount()).isEmpty();
      assertThat(refund.refundId()).contains("surplus." + opened(second));
      assertThat(once.getFirst().commandId()).isEqualTo(refund.commandId().toString());
      assertThat(once.getFirst().message().key()).isEqualTo(refund.key().value().getBytes(UTF_8));
      List<Disposition.Command> again = further(workplace.handle(1, surplus));
      assertThat(again).hasSize(1);
      assertThat(again.getFirst().message().value()).isEqualTo(once.getFirst().message().value());
    }
  }

  @Test
  void the_payment_that_is_displaced_by_an_earlier_one_is_paid_back(TestServers servers) {
    try (Workplace workplace = open(servers, true)) {
      assertThat(further(workplace.handle(0, callback(second, Claim.Status.SUCCEEDED, "v-2"))))
          .isEmpty();
      List<Disposition.Command> further =
          further(workplace.handle(1, callback(first, Claim.Status.SUCCEEDED, "v-1")));
      assertThat(further).hasSize(1);
      assertThat(refund(further.getFirst()).transactionId()).contains(opened(second));
    }
  }

  @Test
  void nothing_is_paid_back_unless_that_is_set(TestServers servers) {
    try (Workplace workplace = open(servers, false)) {
      workplace.handle(0, callback(first, Claim.Status.SUCCEEDED, "v-1"));
      BatchResult result = workplace.handle(1, callback(second, Claim.Status.SUCCEEDED, "v-2"));
      assertThat(result.dispositions()).hasSize(1);
      assertThat(further(result)).isEmpty();
    }
  }

  private Workplace open(TestServers servers, boolean refundsSurplus) {
    Workplace workplace = new Workplace(servers, refundsSurplus);
    workplace.handle(0, first);
    workplace.handle(1, second);
    return workplace;
  }

  private static List<Disposition.Command> further(BatchResult result) {
    return result.dispositions().stream()
        .filter(Disposition.Command.class::isInstance)
        .map(Disposition.Command.class::cast)
        .toList();
  }

  private static RefundCommand refund(Disposition.Command command) {
    assertThat(command.kind()).isEqualTo(CommandKind.REFUND);
    if (CommandReader.read(
            CommandKind.REFUND, command.message().value(), Optional.empty(), UUID::randomUUID)
        instanceof Decoding.Decoded<?>(RefundCommand refund)) {
      return refund;
    }
    throw new AssertionError("not a refund command");
  }
}
