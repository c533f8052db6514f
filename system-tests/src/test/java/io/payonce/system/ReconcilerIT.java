package io.payonce.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.uuid.Generators;
import io.payonce.callbacks.CallbackProcessor;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.methods.MerchantApi;
import io.payonce.methods.RefundAnswer;
import io.payonce.methods.RefundCall;
import io.payonce.methods.calls.CallLimits;
import io.payonce.methods.vnpay.HashSecret;
import io.payonce.methods.vnpay.Vnpay;
import io.payonce.methods.vnpay.VnpayMerchantSettings;
import io.payonce.methods.vnpay.VnpaySettings;
import io.payonce.methods.vnpay.VnpayTime;
import io.payonce.payments.Claim;
import io.payonce.payments.CreateRules;
import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.Sku;
import io.payonce.payments.TransactionId;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.CreateCommand;
import io.payonce.schemas.OutcomeMessage;
import io.payonce.simulator.GatewaySimulator;
import io.payonce.simulator.SimulatorControl;
import io.payonce.simulator.merchant.RefundDelays;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What nobody told us of is found by asking the gateway, by one instance at a time. */
@ExtendWith(EmbeddedServersExtension.class)
@Timeout(120)
class ReconcilerIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Money PRICE = new Money(250_000, "VND");
  private static final String HOLDING = "payonce_reconcile_holding";

  private final Installation installation;
  private final CommandSender sender;
  private final GatewaySimulator simulator =
      GatewaySimulator.start(
          Map.of(
              "SIMULATOR_PORT", "0",
              "VNPAY_TMN_CODE", Installation.TMN_CODE,
              "VNPAY_HASH_SECRET", Installation.HASH_SECRET));
  private final SimulatorControl vnpay = new SimulatorControl(address(""));

  ReconcilerIT(TestServers servers) {
    installation = Installation.on(servers);
    sender = new CommandSender(installation);
  }

  @AfterEach
  void stop() {
    vnpay.close();
    simulator.close();
    sender.close();
  }

  @Test
  void a_payment_whose_callback_was_lost_is_found_and_one_that_nobody_paid_stays_pending() {
    try (CallbackProcessor processor = startAsking();
        TopicLog callbacks = callbacks();
        OutcomeLog outcomes = new OutcomeLog(installation)) {
      CreateCommand unpaid = open("ORD-1");
      awaitStatus(unpaid, "PENDING");
      CreateCommand paid = open("ORD-2");
      String number = pay(paid);
      awaitStatus(paid, "SUCCEEDED");
      Management management = new Management(processor.managementPort());
      await().atMost(PATIENCE).until(() -> management.metrics().contains("answer=\"not-found\""));
      assertThat(status(unpaid)).isEqualTo("PENDING");
      assertThat(callbacks.read()).hasSize(1);
      assertThat(new String(callbacks.read().getFirst().value(), UTF_8))
          .contains("\"source\":\"QUERY\"")
          .contains(opened(paid).value());
      CallbackCommand late = callback(paid, number);
      sender.sendAll(List.of(late));
      await().atMost(PATIENCE).until(() -> outcomes.read().containsKey(late.commandId()));
      assertThat(outcomes.read().get(late.commandId()))
          .as("the callback that comes after all")
          .hasOnlyElementsOfType(OutcomeMessage.Duplicate.class);
    }
  }

  @Test
  void one_of_two_instances_asks_and_the_other_goes_on_when_that_one_ends() {
    try (CallbackProcessor one = start();
        CallbackProcessor other = start();
        TopicLog callbacks = callbacks()) {
      await().atMost(PATIENCE).until(() -> holding(one) + holding(other) == 1);
      CreateCommand first = open("ORD-1");
      pay(first);
      awaitStatus(first, "SUCCEEDED");
      CallbackProcessor holder = holding(one) == 1 ? one : other;
      CallbackProcessor next = holder == one ? other : one;
      assertThat(holding(next)).isZero();
      assertThat(new Management(next.managementPort()).metrics())
          .doesNotContain("payonce_reconcile_questions");
      holder.close();
      CreateCommand second = open("ORD-2");
      pay(second);
      awaitStatus(second, "SUCCEEDED");
      assertThat(holding(next)).isEqualTo(1);
      assertThat(callbacks.read()).as("each was asked for once").hasSize(2);
    }
  }

  @Test
  void who_loses_the_lease_stops_asking_and_goes_on_once_it_has_run_out() {
    try (CallbackProcessor processor = startAsking()) {
      Database database = installation.database();
      int _ =
          database.execute(
              "UPDATE leases SET holder = 'one that died', until = now() + interval '6 seconds'");
      String until = database.rows("SELECT until FROM leases").getFirst();
      await().atMost(PATIENCE).until(() -> holding(processor) == 0);
      CreateCommand create = open("ORD-1");
      pay(create);
      awaitStatus(create, "SUCCEEDED");
      assertThat(
              database.number(
                  """
                  SELECT count(*) FROM transaction_events
                   WHERE said NOT LIKE 'create%' AND decided_at < CAST(? AS timestamptz)
                  """,
                  until))
          .as("found before the lease had run out")
          .isZero();
      assertThat(holding(processor)).isEqualTo(1);
    }
  }

  @Test
  void a_refund_whose_answer_was_lost_is_found_and_its_goods_go_back() {
    vnpay.delays(new RefundDelays(Duration.ZERO, Duration.ZERO));
    try (CallbackProcessor processor = startAsking()) {
      CreateCommand create = open("ORD-1");
      String number = pay(create);
      awaitStatus(create, "SUCCEEDED");
      TransactionId refund = refundAsOneWhoDies(create, number);
      await().atMost(PATIENCE).until(() -> status(refund).equals("SUCCEEDED"));
      assertThat(
              installation
                  .database()
                  .rows(
                      "SELECT transaction_id, quantity FROM inventory_movements WHERE reason ="
                          + " 'RETURN'"))
          .containsExactly(refund + " 2");
      assertThat(new Management(processor.managementPort()).says("reconciler's questions", "up"))
          .isTrue();
    }
  }

  /** Writes the intent down and calls the gateway, and never learns the answer. */
  private TransactionId refundAsOneWhoDies(CreateCommand create, String number) {
    Instant now = Instant.now();
    TransactionId refund =
        TransactionId.mintedBy(Generators.timeBasedEpochGenerator().generate(), now);
    Database database = installation.database();
    int _ =
        database.execute(
            """
            INSERT INTO transactions (transaction_id, order_id, kind, method, amount, currency, status, created_at)
            VALUES (?, ?, 'REFUND', 'VNPAY', ?, 'VND', 'REQUESTED', now())
            """,
            refund.value(),
            create.orderId().value(),
            PRICE.minorUnits());
    int _ =
        database.execute(
            "INSERT INTO refunds (transaction_id, payment_id, refund_id) VALUES (?, ?, '')",
            refund.value(),
            opened(create).value());
    int _ = database.execute("INSERT INTO refund_items VALUES (?, 'tea', 2)", refund.value());
    try (MerchantApi api = merchantApi()) {
      RefundAnswer lost =
          api.refund(
              new RefundCall(
                  refund,
                  opened(create),
                  number,
                  PRICE,
                  PRICE,
                  create.acceptedAt(),
                  now,
                  Set.of(),
                  "test",
                  false));
      assertThat(lost).isInstanceOfAny(RefundAnswer.Processing.class, RefundAnswer.Completed.class);
    }
    return refund;
  }

  private MerchantApi merchantApi() {
    return new Vnpay(
            VnpaySettings.sandbox(
                Installation.TMN_CODE, List.of(new HashSecret(Installation.HASH_SECRET))),
            VnpayMerchantSettings.at(address(GatewaySimulator.MERCHANT_API), CallLimits.DEFAULT))
        .merchantApi()
        .orElseThrow();
  }

  /** Starts one that nobody keeps from asking, and waits until it does. */
  private CallbackProcessor startAsking() {
    CallbackProcessor processor = start();
    await().atMost(PATIENCE).until(() -> holding(processor) == 1);
    return processor;
  }

  private CallbackProcessor start() {
    Map<String, String> environment = new HashMap<>(installation.processorEnvironment());
    environment.put("RECONCILE", "true");
    environment.put("RECONCILE_AFTER", "1s");
    environment.put("RECONCILE_EVERY", "1s");
    environment.put("RECONCILE_LEASE", "13s");
    environment.put("GATEWAY_CONNECT_WITHIN", "1s");
    environment.put("GATEWAY_ANSWER_WITHIN", "2s");
    environment.put("VNPAY_API_URL", address(GatewaySimulator.MERCHANT_API).toString());
    return CallbackProcessor.start(environment);
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + simulator.port() + path);
  }

  private CreateCommand open(String orderId) {
    CreateCommand create =
        new CreateCommand(
            Generators.timeBasedEpochGenerator().generate(),
            Instant.now(),
            new OrderId(orderId),
            PaymentMethod.VNPAY,
            Optional.of(new CreateRules.Details(PRICE, List.of(new OrderLine(new Sku("tea"), 2)))),
            CreateCommand.Presentation.NONE);
    sender.sendAll(List.of(create));
    return create;
  }

  /** Pays at VNPAY, whose callback gets lost; returns VNPAY's number. */
  private String pay(CreateCommand create) {
    return vnpay.bookPayment(
        opened(create).value(), PRICE.minorUnits(), VnpayTime.text(create.acceptedAt()));
  }

  private static CallbackCommand callback(CreateCommand paid, String number) {
    return new CallbackCommand(
        Generators.timeBasedEpochGenerator().generate(),
        Instant.now(),
        PaymentMethod.VNPAY,
        opened(paid),
        new Claim(Claim.Status.SUCCEEDED, PRICE, number),
        new CallbackCommand.Evidence(CallbackCommand.Source.IPN, Map.of(), ""));
  }

  private static TransactionId opened(CreateCommand create) {
    return TransactionId.mintedBy(create.commandId(), create.acceptedAt());
  }

  private void awaitStatus(CreateCommand create, String status) {
    await().atMost(PATIENCE).until(() -> status(create).equals(status));
  }

  private String status(CreateCommand create) {
    return status(opened(create));
  }

  /** As the database has it; empty as long as it is not there. */
  private String status(TransactionId transaction) {
    return installation
        .database()
        .rows(
            "SELECT coalesce((SELECT status FROM transactions WHERE transaction_id = ?), '')",
            transaction.value())
        .getFirst();
  }

  private TopicLog callbacks() {
    return new TopicLog(installation, installation.topics().commands(CommandKind.CALLBACK));
  }

  private static double holding(CallbackProcessor processor) {
    return new Management(processor.managementPort()).metric(HOLDING, "method=\"VNPAY\"");
  }
}
