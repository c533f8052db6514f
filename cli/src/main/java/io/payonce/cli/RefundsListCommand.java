package io.payonce.cli;

import static java.util.Locale.ROOT;

import io.payonce.cli.operating.OperatorSettings;
import io.payonce.cli.operating.RefundsPage;
import io.payonce.store.views.OperatorViews;
import io.payonce.store.views.RefundView;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists the refunds that are not final. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    header = "Lists the refunds that are not final, the oldest first.",
    description = {
      "",
      "requested: written down, and the gateway may or may not have heard of it; unknown: the"
          + " gateway was asked and gave no clear answer; processing: the gateway took it on.",
      "",
      "Connects by the services' own settings: POSTGRES_URL, POSTGRES_USER and POSTGRES_PASSWORD.",
      "",
      "Exit code 0 if it was read, also if there are none; 1 if the database does not answer; 2 for"
          + " wrong usage."
    })
final class RefundsListCommand implements Callable<Integer> {
  private static final int MOST = 100_000;

  /** As they are written on the command line. */
  enum Status {
    requested,
    unknown,
    processing
  }

  @Option(
      names = "--status",
      split = ",",
      paramLabel = "STATUS",
      defaultValue = "requested,unknown,processing",
      description = "Only these of ${COMPLETION-CANDIDATES}; commas between. Default: all.")
  private List<Status> statuses = List.of();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many at most, 1 to 100000. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(names = "--json", description = "Print one line of JSON: an array.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (limit < 1 || limit > MOST) {
      throw new ParameterException(spec.commandLine(), "--limit must be 1 to " + MOST);
    }
    OperatorViews views =
        new OperatorViews(OperatorSettings.listing(PayonceCommand.environment(spec)));
    List<String> words = statuses.stream().map(status -> status.name().toUpperCase(ROOT)).toList();
    List<RefundView> found = views.refundsUnderWay(words, limit + 1);
    List<RefundView> shown = found.stream().limit(limit).toList();
    PrintWriter out = spec.commandLine().getOut();
    Instant now = Instant.now();
    out.println(json ? RefundsPage.json(shown, now) : RefundsPage.text(shown, now).stripTrailing());
    if (found.size() > limit) {
      spec.commandLine().getErr().println("payonce: there are more than " + limit);
    }
    return 0;
  }
}
