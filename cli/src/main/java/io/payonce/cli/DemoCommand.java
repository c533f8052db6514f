package io.payonce.cli;

import io.payonce.cli.demo.Demo;
import io.payonce.cli.demo.DemoReport;
import io.payonce.cli.demo.DemoResult;
import io.payonce.cli.demo.Progress;
import io.payonce.cli.demo.ProgressBars;
import io.payonce.cli.demo.ProgressLines;
import io.payonce.cli.stack.ComposeSite;
import io.payonce.cli.stack.Site;
import io.payonce.cli.stack.Stack;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Plays the main job from end to end, and proves that it was done. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    header = "Plays orders and VNPAY's callbacks, and proves that each order is paid once.",
    description = {
      "",
      "Starts everything, creates orders through the API and plays VNPAY: each order is paid by a"
          + " signed callback that comes five times at once and again later. Some callbacks are"
          + " forged, some say another amount, some speak of transactions that nobody has created,"
          + " some payments fail first and succeed later, some are paid twice.",
      "",
      "Then it shows what came in and what became of it, and asks the database whether every order"
          + " is paid exactly once and the stock is right. In the end three more orders are"
          + " refunded: one created and refunded by four clicks at once, one in part, and one whose"
          + " gateway moves the money and gives no answer; the gateway's books must agree with"
          + " ours.",
      "",
      "With --against compose it starts nothing, and plays on the containers that"
          + " docker-compose.yml has started on this machine, the profile simulator among them."
          + " They may have been used before, and by others meanwhile: it looks at its own orders"
          + " and goods alone.",
      "",
      "Exit code 0 if all of it holds, else 1."
    })
final class DemoCommand implements Callable<Integer> {
  private static final int MOST_ORDERS = 100_000;

  @Option(
      names = "--orders",
      paramLabel = "N",
      defaultValue = "200",
      description = "How many orders, 1 to 100000. Default: ${DEFAULT-VALUE}.")
  private int orders;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Another seed, another mixture. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--against",
      paramLabel = "compose",
      description = "Play on the containers of docker-compose.yml.")
  private String against = "";

  @Option(names = "--json", description = "Print the result as one line of JSON.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (orders < 1 || orders > MOST_ORDERS) {
      throw new ParameterException(spec.commandLine(), "--orders must be 1 to " + MOST_ORDERS);
    }
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter told = json ? spec.commandLine().getErr() : out;
    switch (against) {
      case "compose" -> {
        return play(ComposeSite.ready(System.getenv()), told, out);
      }
      case "" -> {
        told.println("Starting Kafka, PostgreSQL, Redis and the services ...");
        try (Stack stack = Stack.start(0, System.getenv())) {
          return play(stack.site(), told, out);
        }
      }
      default -> throw new ParameterException(spec.commandLine(), "--against must be compose");
    }
  }

  private int play(Site site, PrintWriter told, PrintWriter out) {
    DemoResult result = new Demo(site, progress(told), orders, seed).play();
    out.println(json ? DemoReport.json(result) : DemoReport.text(result));
    return result.holds() ? 0 : 1;
  }

  /** There may be no console at all, depending on which of its modules the JDK takes. */
  @SuppressWarnings("SystemConsoleNull")
  private static Progress progress(PrintWriter told) {
    return System.console() != null && System.console().isTerminal()
        ? new ProgressBars()
        : new ProgressLines(told);
  }
}
