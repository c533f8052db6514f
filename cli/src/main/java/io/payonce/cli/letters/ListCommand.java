package io.payonce.cli.letters;

import io.payonce.cli.operating.Environment;
import io.payonce.cli.operating.OperatorSettings;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Lists dead letters. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    header = "Lists commands that were given up, the oldest first.",
    description = {
      "",
      "open: nobody has done anything about it; redriven: it was sent again, and what became of"
          + " that is told under the new command; parked: it was sent again too often; discarded:"
          + " somebody said, with a reason, that nothing is to be done.",
      "",
      "Reads the dead-letter topics up to where they end now, in no group, and what was done from"
          + " the database; a user who can only read is enough. Connects by the services' own"
          + " settings: KAFKA_BOOTSTRAP_SERVERS, POSTGRES_URL, POSTGRES_USER, POSTGRES_PASSWORD and"
          + " PAYONCE_NAMESPACE.",
      "",
      "Exit code 0 if all was read, also if there is none; 1 if a server does not answer; 2 for"
          + " wrong usage."
    })
final class ListCommand implements Callable<Integer> {
  private static final int MOST = 100_000;

  @Mixin private LetterFilter filter = new LetterFilter();

  @Option(
      names = "--state",
      split = ",",
      paramLabel = "STATE",
      converter = States.class,
      defaultValue = "open,parked",
      description =
          "Only these of open, redriven, parked, discarded; commas between. Default:"
              + " ${DEFAULT-VALUE}.")
  private List<LetterState> states = List.of();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many at most, 1 to 100000. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(names = "--json", description = "Print one line of JSON: an array.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  static final class States implements ITypeConverter<LetterState> {
    @Override
    public LetterState convert(String text) {
      return Arrays.stream(LetterState.values())
          .filter(state -> state.toString().equals(text.toLowerCase(Locale.ROOT)))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "a state is open, redriven, parked or discarded, not " + text));
    }
  }

  @Override
  public Integer call() {
    if (limit < 1 || limit > MOST) {
      throw new ParameterException(spec.commandLine(), "--limit must be 1 to " + MOST);
    }
    Letters letters = new Letters(OperatorSettings.settling(Environment.of(spec)));
    Letters.Found found = letters.search(filter, EnumSet.copyOf(states), limit);
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        json ? LettersPage.json(found.lines()) : LettersPage.text(found.lines()).stripTrailing());
    if (found.more()) {
      spec.commandLine().getErr().println("payonce: there are more than " + limit);
    }
    return 0;
  }
}
