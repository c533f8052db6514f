package io.payonce.cli.letters;

import io.payonce.cli.operating.Environment;
import io.payonce.cli.operating.OperatorSettings;
import io.payonce.schemas.CommandKind;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one dead letter. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    header = "Shows a dead letter: why, its headers, the command in it, its bytes.",
    description = {
      "",
      "Prints what the topic holds, up to 8192 bytes of it; bytes that are no text, or could steer"
          + " a terminal, are escaped. Needs the same settings as list.",
      "",
      "Exit code 0 if it was shown; 1 if there is no such letter or a server does not answer; 2 for"
          + " wrong usage."
    })
final class ShowCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "LETTER",
      converter = LetterId.Converter.class,
      description = "As list names it: callback/3/17, say.")
  private LetterId id = new LetterId(CommandKind.CALLBACK, 0, 0);

  @Option(names = "--json", description = "Print one line of JSON.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Letters.Whole whole = new Letters(OperatorSettings.settling(Environment.of(spec))).whole(id);
    spec.commandLine()
        .getOut()
        .println(json ? LetterPage.json(whole) : LetterPage.text(whole).stripTrailing());
    return 0;
  }
}
