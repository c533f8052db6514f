package io.payonce.cli.topics;

import io.payonce.cli.operating.Confirmation;
import io.payonce.cli.operating.Deed;
import io.payonce.cli.operating.Environment;
import io.payonce.cli.operating.OperatorSettings;
import io.payonce.schemas.Topics;
import io.payonce.store.StartingPoint;
import io.payonce.store.operating.GapAcceptances;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets a partition go on that stands still because records are missing. */
@Command(
    name = "accept-gap",
    mixinStandardHelpOptions = true,
    header = "Lets a partition go on that stands still because records are missing.",
    description = {
      "",
      "Restore the topic instead, if you can. Else this shows what is given up, asks, and sets the"
          + " partition's place to where its log begins; the worker goes on by itself within"
          + " seconds. The reason is kept, with who gave it and when. What the lost records said"
          + " must then be had from the gateways (RECONCILE) or sent again.",
      "",
      "Connects by the services' own settings: KAFKA_BOOTSTRAP_SERVERS, POSTGRES_URL,"
          + " POSTGRES_USER, POSTGRES_PASSWORD and PAYONCE_NAMESPACE; the user must be allowed to"
          + " write to partition_progress and gap_acceptances.",
      "",
      "Exit code 0 if it is accepted; 1 if nothing was changed: no gap, no such partition, you said"
          + " no, or a server does not answer; 2 for wrong usage; 3 if it is not known whether it"
          + " is accepted (look again)."
    },
    footerHeading = "%n",
    footer = {
      "Example:",
      "  ./payonce topics accept-gap payment.callback 3 --because 'broker 2 lost its disk, ticket"
          + " 90'"
    })
final class AcceptGapCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "TOPIC",
      description = "A command topic or one of its retry topics, with or without the namespace.")
  private String topic = "";

  @Parameters(index = "1", paramLabel = "PARTITION", description = "Its number, from 0.")
  private int partition;

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

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Deed.requireReason(spec, because);
    Deed.requireName(spec, by);
    OperatorSettings.Settling settings = OperatorSettings.settling(Environment.of(spec));
    String name = fullName(settings.topics());
    GapAcceptances gaps = new GapAcceptances(settings.database());
    Optional<StandingPartition> found = StandingPartition.look(settings, gaps, name, partition);
    if (found.isEmpty()) {
      spec.commandLine().getErr().println("payonce: there is no " + name + "-" + partition);
      return 1;
    }
    return switch (found.get().startingPoint()) {
      case StartingPoint.At at -> {
        spec.commandLine()
            .getErr()
            .println(
                "payonce: nothing is missing in %s: it is read from offset %d"
                    .formatted(found.get().partition(), at.offset()));
        yield 1;
      }
      case StartingPoint.Missing missing -> accept(gaps, found.get(), missing.explanation());
    };
  }

  private String fullName(Topics topics) {
    if (partition < 0) {
      throw new ParameterException(spec.commandLine(), "PARTITION must be 0 or more");
    }
    for (String name : new String[] {topic, topics.namespace() + topic}) {
      if (StandingPartition.groupOf(topics, name).isPresent()) {
        return name;
      }
    }
    throw new ParameterException(
        spec.commandLine(), "TOPIC must be a command topic or one of its retry topics");
  }

  private int accept(GapAcceptances gaps, StandingPartition standing, String explanation) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    out.println(standing.partition() + " stands still: " + explanation + ".");
    out.println("Given up for good: " + standing.givenUp() + ".");
    out.println(
        "It goes on at offset %d of a log that ends at %d."
            .formatted(standing.log().start(), standing.log().end()));
    if (!yes && !Confirmation.isGiven(err, "Accept that?")) {
      err.println("payonce: nothing was changed");
      return 1;
    }
    GapAcceptances.Acceptance acceptance =
        new GapAcceptances.Acceptance(
            standing.partition(),
            standing.known(),
            standing.givenUp(),
            standing.log().start(),
            because,
            by);
    try {
      if (gaps.accept(acceptance)) {
        out.println("Accepted. The worker goes on by itself within seconds.");
        return 0;
      }
      err.println("payonce: its place has moved meanwhile; nothing was changed, look again");
      return 1;
    } catch (IllegalStateException e) {
      err.println("payonce: " + e.getMessage());
      return 3;
    }
  }
}
