package io.payonce.cli;

import io.payonce.cli.bench.BenchCommand;
import io.payonce.cli.books.BooksCommand;
import io.payonce.cli.letters.DeadLettersCommand;
import io.payonce.cli.operating.Environment;
import io.payonce.cli.redis.CacheCommand;
import io.payonce.cli.redis.LocksCommand;
import io.payonce.cli.settings.ConfigCommand;
import io.payonce.cli.topics.TopicsCommand;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command as a whole: names its parts. */
@Command(
    name = "payonce",
    version = "payonce 0.1.0-SNAPSHOT",
    mixinStandardHelpOptions = true,
    header = {"Payonce takes payment commands in and lets each take effect once.", ""},
    description = {
      "",
      "A gateway's callback that is sent five times confirms one order, and whatever crashes or is"
          + " restored in between, nothing is lost and nothing is paid twice.",
      "",
      "demo and up start all that is needed, on free ports of 127.0.0.1 and with its files in a"
          + " temporary folder: real Kafka, PostgreSQL and Redis, the services, and a simulator"
          + " that plays the payment gateway. All of it is gone when the command ends.",
      ""
    },
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      ServeCommand.class,
      CallbackCommand.class,
      RefundsCommand.class,
      PaymentCommand.class,
      ConfigCommand.class,
      ReplayCommand.class,
      DeadLettersCommand.class,
      TopicsCommand.class,
      BooksCommand.class,
      LocksCommand.class,
      CacheCommand.class,
      BenchCommand.class
    },
    footerHeading = "%n",
    footer = {
      "Examples:",
      "  ./payonce demo                  200 orders, each paid by many callbacks",
      "  ./payonce demo --orders 2000    more of them",
      "  ./payonce up                    everything running, with commands to paste",
      "  ./payonce up --port 9000        the same, with the API on another port",
      "  ./payonce up --json             one line of JSON when all is ready",
      "  ./payonce serve ingest-gateway  one service, with the settings of the environment",
      "  ./payonce callback check < captured.json    whether it is genuine",
      "  ./payonce refunds list          refunds that are not final, the oldest first",
      "  ./payonce refunds settle --help how a person settles one",
      "  ./payonce payment show ID       all that is known of an order or transaction",
      "  ./payonce config check          whether the services would start as they are set",
      "  ./payonce replay --help         commands through the rules again, after a loss",
      "  ./payonce dead-letters list     commands that were given up",
      "  ./payonce topics check          whether Kafka's topics are as they must be",
      "  ./payonce books check           whether every invariant holds in the database",
      "  ./payonce locks                 who decides on which key at this moment",
      "  ./payonce cache void --order ID lets the database answer for an order again",
      "  ./payonce bench callbacks       callbacks a second on this machine, and their cost",
      "  ./payonce bench ingress         callbacks a second that the ingress accepts",
      "",
      "Settings come from the environment; for these there is a default that is good",
      "for development:",
      "  VNPAY_TMN_CODE       the terminal's name at VNPAY",
      "  VNPAY_HASH_SECRET    the secret that its callbacks are signed with",
      "  VNPAY_ACK            when VNPAY is answered: outcome (default) or received",
      "  INGRESS_API_KEY      the key that creates are taken with",
      "  JAVA_HOME            a JDK 25; where it is none, one is looked for",
      "",
      "refunds, payment, dead-letters, topics, books, locks and cache look at the servers that",
      "the services' own settings name: POSTGRES_URL, POSTGRES_USER, POSTGRES_PASSWORD,",
      "KAFKA_BOOTSTRAP_SERVERS, REDIS_URL and PAYONCE_NAMESPACE.",
      "",
      "Exit codes: 0 all is well, 1 it failed or does not hold, 2 wrong usage; some",
      "commands have more, which their --help tells.",
      "",
      "More about a command: ./payonce demo --help"
    })
final class PayonceCommand implements Runnable, Environment {
  private final Map<String, String> environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  PayonceCommand(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** The settings that a part of it finds. */
  static Map<String, String> environment(CommandSpec part) {
    return Environment.of(part);
  }

  @Override
  public Map<String, String> settings() {
    return environment;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what shall it do? It can " + spec.subcommands().keySet());
  }
}
