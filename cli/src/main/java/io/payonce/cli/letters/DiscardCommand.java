package io.payonce.cli.letters;

import io.payonce.cli.operating.Deed;
import io.payonce.cli.operating.Environment;
import io.payonce.cli.operating.OperatorSettings;
import io.payonce.store.operating.LetterAction;
import io.payonce.store.operating.LetterActions;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says of dead letters that nothing is to be done about them. */
@Command(
    name = "discard",
    mixinStandardHelpOptions = true,
    header = "Says of dead letters that nothing is to be done about them, and why.",
    description = {
      "",
      "The letter stays in its topic, and the reason in the database, with who gave it and when."
          + " dead-letters redrive --force takes it back. Needs the same settings as list, and a"
          + " database user who may insert into dead_letter_actions.",
      "",
      "Exit code 0 if they are discarded, now or before; 1 if nothing was written: no such letter,"
          + " one was sent again already, or a server does not answer; 2 for wrong usage; 3 if it"
          + " is not known whether it was written (the same again does no harm)."
    })
final class DiscardCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "LETTER",
      arity = "1..*",
      converter = LetterId.Converter.class,
      description = "As list names them: callback/3/17, say.")
  private List<LetterId> ids = List.of();

  @Option(
      names = "--because",
      paramLabel = "TEXT",
      required = true,
      description = "Why, for the record: up to 500 characters, no personal data.")
  private String because = "";

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who, for the record. Default: the user's name here.")
  private String by = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Deed.requireReason(spec, because);
    Deed.requireName(spec, by);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Letters letters = new Letters(OperatorSettings.settling(Environment.of(spec)));
    List<LetterActions.Entry> entries = new ArrayList<>();
    for (LetterLine line : letters.named(ids)) {
      switch (line.state()) {
        case REDRIVEN -> {
          err.println("payonce: " + line.id() + " was sent again; nothing was discarded");
          return 1;
        }
        case DISCARDED -> out.println(line.id() + " is discarded already.");
        case OPEN, PARKED ->
            entries.add(
                new LetterActions.Entry(
                    line.ref(), LetterAction.Deed.DISCARDED, Optional.empty(), because));
      }
    }
    return write(letters, entries);
  }

  private int write(Letters letters, List<LetterActions.Entry> entries) {
    try {
      letters.note(entries, by);
    } catch (IllegalStateException e) {
      spec.commandLine().getErr().println("payonce: " + e.getMessage());
      return 3;
    }
    spec.commandLine().getOut().println("Discarded: " + entries.size() + ".");
    return 0;
  }
}
