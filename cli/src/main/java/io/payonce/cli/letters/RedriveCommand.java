package io.payonce.cli.letters;

import io.payonce.cli.operating.Confirmation;
import io.payonce.cli.operating.Deed;
import io.payonce.cli.operating.Environment;
import io.payonce.cli.operating.OperatorSettings;
import io.payonce.store.operating.LetterAction;
import io.payonce.store.operating.LetterActions;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends dead letters again. */
@Command(
    name = "redrive",
    mixinStandardHelpOptions = true,
    header = "Sends dead letters again, after what was wrong was mended.",
    description = {
      "",
      "Each goes to the command topic of its kind, bytes unchanged, as a new command whose id"
          + " follows from the letter: the same letter sent twice is decided once. One that was"
          + " sent again --attempts times is parked instead, and goes only with --force.",
      "",
      "Needs the same settings as list, and a database user who may insert into"
          + " dead_letter_actions.",
      "",
      "Exit codes:",
      "  0 all were sent, now or before",
      "  1 nothing was published: no such letter, you said no, or a server does not answer",
      "  2 wrong usage",
      "  3 published, or perhaps so, but not all is known or written down; the same again does no"
          + " harm",
      "  4 some are parked, discarded, without bytes or beyond --limit; the others were sent"
    },
    footerHeading = "%n",
    footer = {
      "Examples:",
      "  ./payonce dead-letters redrive callback/3/17",
      "  ./payonce dead-letters redrive --all --reason unknown-transaction --since 2h --dry-run"
    })
final class RedriveCommand implements Callable<Integer> {
  private static final int MOST = 10_000;
  private static final int MOST_ATTEMPTS = 100;

  @Parameters(
      paramLabel = "LETTER",
      arity = "0..*",
      converter = LetterId.Converter.class,
      description = "As list names them: callback/3/17, say.")
  private List<LetterId> ids = List.of();

  @Option(names = "--all", description = "All open letters that the filters leave.")
  private boolean all;

  @Mixin private LetterFilter filter = new LetterFilter();

  @Option(
      names = "--attempts",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often a command may be sent again, 1 to 100. Default: ${DEFAULT-VALUE}.")
  private int attempts;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "500",
      description = {
        "How many at most with --all, the oldest first. Default: ${DEFAULT-VALUE}: of more than",
        "1000 in a minute that die again, the workers stop."
      })
  private int limit;

  @Option(
      names = "--force",
      description = "Send also what is parked or discarded, or was sent again too often.")
  private boolean force;

  @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who, for the record. Default: the user's name here.")
  private String by = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    check();
    PrintWriter out = spec.commandLine().getOut();
    OperatorSettings.Settling settings = OperatorSettings.settling(Environment.of(spec));
    Letters letters = new Letters(settings);
    Letters.Found meant = meant(letters);
    RedrivePlan plan = RedrivePlan.of(meant.lines(), attempts, force);
    int codeWhenSent = plan.isWhole() && !meant.more() ? 0 : 4;
    plan.tell(out::println);
    if (dryRun) {
      out.println("Nothing was done: this was a dry run.");
      return codeWhenSent;
    }
    if (!plan.toSend().isEmpty() && !yes && !isConfirmed(plan)) {
      spec.commandLine().getErr().println("payonce: nothing was published");
      return 1;
    }
    return isCarriedOut(plan, letters, new Redriving(settings, letters, by, out::println))
        ? codeWhenSent
        : 3;
  }

  private void check() {
    require(all == ids.isEmpty(), "name letters, or say --all");
    require(all || !filter.isAnySet(), "filters go with --all");
    require(attempts >= 1 && attempts <= MOST_ATTEMPTS, "--attempts must be 1 to " + MOST_ATTEMPTS);
    require(limit >= 1 && limit <= MOST, "--limit must be 1 to " + MOST);
    Deed.requireName(spec, by);
  }

  private void require(boolean holds, String problem) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), problem);
    }
  }

  private Letters.Found meant(Letters letters) {
    if (!all) {
      return new Letters.Found(letters.named(ids), false);
    }
    EnumSet<LetterState> states =
        force ? EnumSet.of(LetterState.OPEN, LetterState.PARKED) : EnumSet.of(LetterState.OPEN);
    Letters.Found found = letters.search(filter, states, limit);
    if (found.more()) {
      spec.commandLine().getErr().println("payonce: there are more than " + limit);
    }
    return found;
  }

  private boolean isConfirmed(RedrivePlan plan) {
    return Confirmation.isGiven(
        spec.commandLine().getErr(), "Send " + plan.toSend().size() + " again?");
  }

  private boolean isCarriedOut(RedrivePlan plan, Letters letters, Redriving redriving) {
    PrintWriter err = spec.commandLine().getErr();
    Redriving.Result result = redriving.send(plan.toSend());
    spec.commandLine().getOut().println("Sent again: " + result.sent() + ".");
    if (result.trouble().isPresent()) {
      err.println("payonce: " + result.trouble().get());
      return false;
    }
    try {
      letters.note(plan.toPark().stream().map(RedriveCommand::parked).toList(), by);
    } catch (IllegalStateException e) {
      err.println("payonce: not written down as parked: " + e.getMessage());
      return false;
    }
    return true;
  }

  private static LetterActions.Entry parked(LetterLine line) {
    return new LetterActions.Entry(
        line.ref(),
        LetterAction.Deed.PARKED,
        Optional.empty(),
        "sent again " + line.redrives() + " times before");
  }
}
