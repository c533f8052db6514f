package io.payonce.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.payonce.cli.stack.OrderDraft;
import io.payonce.cli.stack.Ports;
import io.payonce.cli.stack.Shop;
import io.payonce.cli.stack.Stack;
import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import io.payonce.payments.Sku;
import io.payonce.simulator.GatewayNumbers;
import io.payonce.simulator.PaymentRequest;
import io.payonce.simulator.VnpayCustomer;
import io.payonce.simulator.VnpayIpn;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs everything until it is told to stop. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    header = "Starts everything and keeps it running until Ctrl-C.",
    description = {
      "",
      "Prints where everything is, the API key, and commands to paste: a create, and the signed"
          + " callback of a payment that waits for it.",
      "",
      "Ctrl-C, or SIGTERM, stops it within a few seconds, with exit code 0. Nothing is kept."
    })
final class UpCommand implements Callable<Integer> {
  private static final int MAX_PORT = 65_535;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "The API's port; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--json",
      description = "Print one line of JSON when all is ready, and nothing else.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > MAX_PORT) {
      throw new ParameterException(spec.commandLine(), "--port must be 0 to " + MAX_PORT);
    }
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (!Ports.isFree(port)) {
      err.println(
          "payonce: port " + port + " is taken; choose another with --port, or 0 for a free one");
      return 1;
    }
    err.println("Starting Kafka, PostgreSQL, Redis and the services ...");
    Stack stack = Stack.start(port, System.getenv());
    String announcement = announcement(stack);
    EndOnSignal.close(stack);
    out.println(announcement);
    return awaitSignal();
  }

  private String announcement(Stack stack) {
    try {
      return json ? line(stack) : welcome(stack);
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  /** The signal's own thread ends the process. */
  private static int awaitSignal() throws InterruptedException {
    new CountDownLatch(1).await();
    return 0;
  }

  private static String line(Stack stack) {
    Stack.Places places = stack.places();
    return JsonNodeFactory.instance
        .objectNode()
        .put("ingress", places.ingress())
        .put("simulator", places.simulator())
        .put("kafka", places.kafka())
        .put("postgres", places.postgres())
        .put("redis", places.redis())
        .put("apiKey", stack.credentials().apiKey())
        .toString();
  }

  private static String welcome(Stack stack) {
    Shop.Created created;
    try (Shop shop = new Shop(stack.places().ingress(), stack.credentials().apiKey())) {
      created = shop.create(draft("hello-1"));
    }
    VnpayIpn ipn =
        new VnpayCustomer(stack.credentials().terminal(), new GatewayNumbers(14_000_001))
            .pay(PaymentRequest.of(created.paymentUrl()));
    return """
    Payonce is running; Ctrl-C stops it.

      API        %s
      gateway    %s   (plays VNPAY)
      Kafka      %s
      PostgreSQL %s   (user %s, any password)
      Redis      %s
      API key    %s   (for development)

    Create a payment, and open its paymentUrl in a browser to pay it:

      curl -s %s/api/payment/create \\
        -H 'Authorization: Bearer %s' -H 'Content-Type: application/json' \\
        -d '%s'

    A payment waits already. This is VNPAY's signed callback for it; the first time it
    is answered RspCode 00, and 02 ever after:

      curl -s '%s/api/payment/callback/VNPAY?%s'
    """
        .formatted(
            stack.places().ingress(),
            stack.places().simulator(),
            stack.places().kafka(),
            stack.places().postgres(),
            stack.places().postgresUser(),
            stack.places().redis(),
            stack.credentials().apiKey(),
            stack.places().ingress(),
            stack.credentials().apiKey(),
            Shop.body(draft("hello-2")),
            stack.places().ingress(),
            ipn.query());
  }

  private static OrderDraft draft(String orderId) {
    return new OrderDraft(
        new OrderId(orderId),
        new Money(250_000, "VND"),
        List.of(new OrderLine(new Sku("BOOK-1"), 2)));
  }
}
