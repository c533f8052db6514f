package io.payonce.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.RecordHeaders;
import org.junit.jupiter.api.Test;

class IncomingTest {
  @Test
  void a_reply_goes_to_the_channel_that_the_header_names() {
    assertThat(replyTo("t1.reply:ingress-1").replyChannel("t1.")).contains("t1.reply:ingress-1");
  }

  @Test
  void a_reply_goes_to_no_other_name_in_redis() {
    assertThat(replyTo("t1.idempotency:callback:VNPAY:T-1").replyChannel("t1.")).isEmpty();
    assertThat(replyTo("reply:another-installation").replyChannel("t1.")).isEmpty();
  }

  @Test
  void without_the_header_nobody_waits() {
    CallbackCommand command = Records.callback(Records.COMMAND_ID, "1");
    assertThat(new Incoming<>(Records.record(command), command, Records.span(0)).replyChannel(""))
        .isEmpty();
  }

  private static Incoming<CallbackCommand> replyTo(String channel) {
    CallbackCommand command = Records.callback(Records.COMMAND_ID, "1");
    return new Incoming<>(
        Records.with(Records.record(command), RecordHeaders.REPLY_TO, channel),
        command,
        Records.span(0));
  }
}
