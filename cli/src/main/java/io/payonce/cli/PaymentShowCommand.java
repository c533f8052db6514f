package io.payonce.cli;

import io.payonce.cli.operating.OperatorSettings;
import io.payonce.cli.operating.PaymentFacts;
import io.payonce.cli.operating.PaymentJson;
import io.payonce.cli.operating.PaymentPage;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows an order on one page. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    header = "Shows an order, its payments, refunds and events, and what Redis has on its keys.",
    description = {
      "",
      "Reads alone; a database user who can do no more is enough. Connects by the services' own"
          + " settings: POSTGRES_URL, POSTGRES_USER, POSTGRES_PASSWORD, REDIS_URL and"
          + " PAYONCE_NAMESPACE.",
      "",
      "Exit code 0 if all was shown; 1 if there is no such order or transaction, or a server does"
          + " not answer (without Redis, the page still shows the rest); 2 for wrong usage."
    })
final class PaymentShowCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "ID",
      description = "An order's id, or the id of one of its payments or refunds.")
  private String id = "";

  @Option(names = "--json", description = "Print one line of JSON.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    Optional<PaymentFacts> facts =
        PaymentFacts.look(OperatorSettings.showing(PayonceCommand.environment(spec)), id);
    if (facts.isEmpty()) {
      err.println("payonce: the database knows no such order or transaction");
      return 1;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        json ? PaymentJson.line(facts.get()) : PaymentPage.text(facts.get()).stripTrailing());
    if (!facts.get().isWhole()) {
      err.println("payonce: Redis does not answer");
      return 1;
    }
    return 0;
  }
}
