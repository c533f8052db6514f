package io.payonce.cli;

import io.payonce.cli.operating.Confirmation;
import io.payonce.cli.operating.Deed;
import io.payonce.cli.operating.OperatorSettings;
import io.payonce.cli.operating.Settlement;
import io.payonce.cli.operating.Settling;
import io.payonce.payments.TransactionId;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Settles a refund by the word of a person who has looked at the gateway. */
@Command(
    name = "settle",
    mixinStandardHelpOptions = true,
    header = "Settles a refund that the gateway itself gives no clear answer about.",
    description = {
      "",
      "Look at the gateway's own books first. Then this publishes your word as a callback command"
          + " of source OPERATOR, which is decided by the same rules as the gateway's; no row is"
          + " written here. It says what it will do, asks, and waits for what becomes of it.",
      "",
      "Connects by the services' own settings: POSTGRES_URL, POSTGRES_USER, POSTGRES_PASSWORD,"
          + " KAFKA_BOOTSTRAP_SERVERS and PAYONCE_NAMESPACE.",
      "",
      "Exit codes:",
      "  0 it is settled as you said, now or before",
      "  1 nothing was published: no such refund, it cannot be settled so, you said no, or a server"
          + " does not answer",
      "  2 wrong usage",
      "  3 published, or perhaps so, but not known to be decided; the same again does no harm",
      "  4 published and decided otherwise"
    },
    footerHeading = "%n",
    footer = {
      "Example:",
      "  ./payonce refunds settle 261124_01JD... --succeeded --gateway-id 14422574 \\",
      "      --because 'seen in the merchant portal, ticket 81'"
    })
final class RefundsSettleCommand implements Callable<Integer> {
  private static final Pattern GATEWAY_ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
  private static final int LONGEST_WAIT = 600;

  /** One of the two. */
  static final class Word {
    @Option(names = "--succeeded", description = "The money went back.", required = true)
    private boolean succeeded;

    @Option(names = "--failed", description = "It did not, and will not.", required = true)
    private boolean failed;

    boolean saysSuccess() {
      return succeeded && !failed;
    }
  }

  @Parameters(paramLabel = "REFUND", description = "The refund's transaction id.")
  private String refund = "";

  @ArgGroup(multiplicity = "1")
  private Word word = new Word();

  @Option(
      names = "--gateway-id",
      paramLabel = "N",
      description = "The gateway's number for the refund; needed for --succeeded if not known.")
  private Optional<String> gatewayId = Optional.empty();

  @Option(
      names = "--because",
      paramLabel = "TEXT",
      required = true,
      description = "Why, for the record: up to 500 characters, no personal data.")
  private String because = "";

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long to wait for the decision. Default: ${DEFAULT-VALUE}.")
  private int wait;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    TransactionId id = checked();
    PrintWriter out = spec.commandLine().getOut();
    Settling settling =
        new Settling(OperatorSettings.settling(PayonceCommand.environment(spec)), out::println);
    Settlement.Word said = new Settlement.Word(word.saysSuccess(), gatewayId, because);
    return switch (settling.plan(id, said)) {
      case Settlement.SettledAlready already -> {
        out.println("Nothing to do: " + already.words() + ".");
        yield 0;
      }
      case Settlement.Impossible impossible -> {
        spec.commandLine().getErr().println("payonce: " + impossible.words());
        yield 1;
      }
      case Settlement.Wanted wanted -> {
        if (!yes && !isConfirmed()) {
          spec.commandLine().getErr().println("payonce: nothing was published");
          yield 1;
        }
        yield switch (settling.carryOut(wanted, Duration.ofSeconds(wait))) {
          case AS_SAID -> 0;
          case NOT_KNOWN -> 3;
          case OTHERWISE -> 4;
        };
      }
    };
  }

  private TransactionId checked() {
    require(gatewayId.stream().allMatch(GATEWAY_ID.asMatchPredicate()), "--gateway-id is wrong");
    Deed.requireReason(spec, because);
    require(wait >= 0 && wait <= LONGEST_WAIT, "--wait must be 0 to " + LONGEST_WAIT);
    try {
      return new TransactionId(refund);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private void require(boolean holds, String problem) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), problem);
    }
  }

  private boolean isConfirmed() {
    return Confirmation.isGiven(spec.commandLine().getErr(), "Publish this?");
  }
}
