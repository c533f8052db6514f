package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.uuid.Generators;
import io.payonce.callbacks.CallbackProcessor;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.payments.*;
import io.payonce.schemas.*;
import java.time.Duration;
import java.time.Instant;
import java.util.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedServersExtension.class)
class SmokeIT {
  @Test
  void smoke(TestServers servers) {
    Installation installation = Installation.on(servers);
    try (CallbackProcessor processor = installation.startProcessor();
        CommandSender sender = new CommandSender(installation);
        OutcomeLog outcomes = new OutcomeLog(installation)) {
      Instant at = Instant.now();
      var create =
          new CreateCommand(
              Generators.timeBasedEpochGenerator().generate(),
              at,
              new OrderId("O-1"),
              PaymentMethod.VNPAY,
              Optional.of(
                  new CreateRules.Details(
                      new Money(10000, "VND"), List.of(new OrderLine(new Sku("A"), 2)))),
              CreateCommand.Presentation.NONE);
      sender.sendAll(List.of(create));
      await().atMost(Duration.ofSeconds(20)).until(() -> outcomes.read().size() == 1);
      System.out.println(outcomes.read());
      List<CallbackCommand> callbacks = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        callbacks.add(
            new CallbackCommand(
                Generators.timeBasedEpochGenerator().generate(),
                at,
                PaymentMethod.VNPAY,
                TransactionId.mintedBy(create.commandId(), create.acceptedAt()),
                new Claim(Claim.Status.SUCCEEDED, new Money(10000, "VND"), "123"),
                new CallbackCommand.Evidence(CallbackCommand.Source.IPN, Map.of(), "")));
      }
      sender.sendAll(callbacks);
      await().atMost(Duration.ofSeconds(20)).until(() -> outcomes.read().size() == 6);
      outcomes.read().values().forEach(System.out::println);
      installation.database().rows("select * from orders").forEach(System.out::println);
      installation.database().rows("select * from transaction_events").forEach(System.out::println);
      installation.database().rows("select * from inventory").forEach(System.out::println);
      installation.database().rows("select * from partition_progress").forEach(System.out::println);
      assertThat(outcomes.records()).isEqualTo(6);
    }
  }
}
