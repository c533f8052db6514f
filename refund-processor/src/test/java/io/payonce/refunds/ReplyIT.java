package io.payonce.refunds;

import static io.payonce.refunds.Shop.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.payments.Outcome;
import io.payonce.payments.Reason;
import io.payonce.payments.Ruling;
import io.payonce.schemas.OutcomeMessage;
import io.payonce.schemas.RefundCommand;
import io.payonce.schemas.Reply;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an ingress hears that waits for a refund. */
@ExtendWith(EmbeddedServersExtension.class)
class ReplyIT {
  private final TestServers servers;
  private final Rig rig;

  ReplyIT(TestServers servers) {
    this.servers = servers;
    rig = new Rig(servers);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void repeat_is_answered_with_the_same_bytes_and_an_unknown_order_at_once() throws IOException {
    rig.shop().pay("ORD-1", line("tea", 1));
    rig.start();
    String channel = servers.namespace() + "reply:1";
    try (Listener listener = new Listener(servers.redisUrl(), channel)) {
      RefundCommand first = rig.shop().full("ORD-1");
      rig.sendFrom(channel, first);
      Reply.Decided answered = (Reply.Decided) listener.next();
      assertThat(answered.commandId()).isEqualTo(first.commandId());
      assertThat(answered.response()).contains("\"status\":\"PROCESSING\"");
      rig.sendFrom(channel, rig.shop().full("ORD-1"));
      Reply.Decided again = (Reply.Decided) listener.next();
      assertThat(again.outcome()).isInstanceOf(OutcomeMessage.Duplicate.class);
      assertThat(again.response()).isEqualTo(answered.response());
      rig.sendFrom(channel, rig.shop().full("ORD-2"));
      Reply.Decided refused = (Reply.Decided) listener.next();
      assertThat(((OutcomeMessage.Decided) refused.outcome()).decision().ruling())
          .isEqualTo(new Ruling(Outcome.REJECTED, Reason.ORDER_UNKNOWN));
      assertThat(refused.response()).isEmpty();
    }
  }

  @Test
  void whoever_waits_for_a_gateway_that_is_away_is_told_to_come_back() throws IOException {
    rig.shop().pay("ORD-1", line("tea", 1));
    rig.start();
    rig.stopGateway();
    String channel = servers.namespace() + "reply:1";
    try (Listener listener = new Listener(servers.redisUrl(), channel)) {
      RefundCommand command = rig.shop().full("ORD-1");
      rig.sendFrom(channel, command);
      assertThat(listener.next()).isEqualTo(new Reply.Parked(command.commandId()));
    }
  }

  @Test
  void without_redis_refunds_are_carried_out_all_the_same() {
    rig.shop().pay("ORD-1", line("tea", 1));
    Map<String, String> environment = new HashMap<>(rig.environment());
    environment.put("REDIS_URL", "redis://127.0.0.1:1");
    rig.start(environment);
    RefundCommand command = rig.shop().full("ORD-1");
    rig.send(command);
    assertThat(rig.outcomeOf(command.commandId()))
        .isInstanceOfSatisfying(
            OutcomeMessage.Decided.class,
            decided -> assertThat(decided.decision().ruling()).isEqualTo(Ruling.APPLIED));
  }
}
