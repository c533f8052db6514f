package io.payonce.cli;

import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs one service in this process, as in production. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    header = "Runs one service until SIGTERM, with the settings of its environment.",
    description = {
      "",
      "Services: ingest-gateway, callback-processor, refund-processor, outcome-auditor, and"
          + " gateway-simulator for development. Each logs JSON lines on standard output.",
      "",
      "Exit code 143 when SIGTERM has stopped it, as usual; 1 if it did not start, 2 if its"
          + " settings are wrong."
    })
final class ServeCommand implements Runnable {
  @Parameters(paramLabel = "SERVICE", description = "Which one.")
  private String service = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Ends the process itself, with the service's exit code. */
  @Override
  public void run() {
    Consumer<String[]> main =
        switch (service) {
          case "ingest-gateway" -> io.payonce.ingest.Main::main;
          case "callback-processor" -> io.payonce.callbacks.Main::main;
          case "refund-processor" -> io.payonce.refunds.Main::main;
          case "outcome-auditor" -> io.payonce.auditor.Main::main;
          case "gateway-simulator" -> io.payonce.simulator.Main::main;
          default ->
              throw new ParameterException(
                  spec.commandLine(), "there is no service of the name " + service);
        };
    // The command's own logging, which is meant for people, gives way to the services'.
    System.clearProperty("logback.configurationFile");
    main.accept(new String[0]);
  }
}
