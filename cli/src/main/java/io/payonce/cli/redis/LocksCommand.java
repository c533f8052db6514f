package io.payonce.cli.redis;

import io.payonce.cli.operating.Environment;
import io.payonce.cli.operating.OperatorSettings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the locks in Redis. */
@Command(
    name = "locks",
    mixinStandardHelpOptions = true,
    header = "Lists the locks in Redis: who decides on which key at this moment.",
    description = {
      "",
      "present: its holder owns the partition now, and is at work or has just ended; former: the"
          + " partition has another owner since, who takes the lock over when it needs it; unknown:"
          + " no partition has such an owner in this database.",
      "",
      "Reads alone. No lock needs to be removed: one of a dead worker goes by itself within its"
          + " time, and once-ness does not rest on locks.",
      "",
      "Connects by the services' own settings: POSTGRES_URL, POSTGRES_USER, POSTGRES_PASSWORD,"
          + " REDIS_URL and PAYONCE_NAMESPACE. All nodes of a cluster are looked at.",
      "",
      "Exit code 0 if they were read, also if there are none; 1 if Redis or the database does not"
          + " answer (without the database the locks are still shown); 2 for wrong usage."
    })
public final class LocksCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Print one line of JSON: an array.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    LockList list = LockList.look(OperatorSettings.showing(Environment.of(spec)));
    if (list.locks().isEmpty()) {
      err.println("payonce: Redis does not answer");
      return 1;
    }
    spec.commandLine().getOut().println(json ? list.json() : list.text().stripTrailing());
    list.trouble().ifPresent(why -> err.println("payonce: " + why));
    return list.trouble().isPresent() ? 1 : 0;
  }
}
