package io.payonce.cli.topics;

import io.payonce.cli.operating.Confirmation;
import io.payonce.cli.operating.Environment;
import io.payonce.cli.operating.OperatorSettings;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the topics as they must be, as far as that is safe. */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    header = "Creates the topics that are missing and mends what can safely be mended.",
    description = {
      "",
      "Only adds and raises. It never lowers a setting, deletes anything, or changes the number of"
          + " partitions of a topic that is there: keys would move to other partitions, and"
          + " commands of one key out of their order.",
      "",
      "Connects by the services' own settings: KAFKA_BOOTSTRAP_SERVERS and PAYONCE_NAMESPACE.",
      "",
      "Exit code 0 if all is as it must be now (with --dry-run: would be); 1 if nothing was"
          + " changed: you said no, Kafka does not answer, or a single broker without"
          + " --single-broker; 2 for wrong usage; 3 if it stopped on the way, or what is left is"
          + " not known; 4 if something is left to do by hand."
    })
final class ApplyCommand implements Callable<Integer> {
  @Mixin private Demands demands = new Demands();

  @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    demands.check(spec);
    OperatorSettings.Broker broker = OperatorSettings.broker(Environment.of(spec));
    TopicRules rules = new TopicRules(broker.topics(), demands);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try (KafkaTopics kafka = new KafkaTopics(broker.bootstrapServers())) {
      ClusterState cluster = kafka.look(broker.topics().all());
      List<Finding> findings = rules.findings(cluster);
      out.println(TopicsPage.findings(findings).stripTrailing());
      if (cluster.brokers() == 1 && !demands.isSingleBroker()) {
        err.println("payonce: a single broker is refused without --single-broker");
        return 1;
      }
      List<Finding> mendable = findings.stream().filter(Finding::isMendable).toList();
      if (dryRun) {
        out.println("Nothing was changed: this was a dry run.");
        return mendable.size() == findings.size() ? 0 : 4;
      }
      if (!mendable.isEmpty() && !yes && !isConfirmed(mendable.size())) {
        err.println("payonce: nothing was changed");
        return 1;
      }
      return mend(kafka, mendable) ? left(rules, kafka, broker.topics().all()) : 3;
    }
  }

  private boolean isConfirmed(int changes) {
    return Confirmation.isGiven(spec.commandLine().getErr(), "Make these " + changes + " changes?");
  }

  private boolean mend(KafkaTopics kafka, List<Finding> mendable) {
    for (Finding finding : mendable) {
      try {
        kafka.apply(finding.topic(), finding.remedy());
        spec.commandLine()
            .getOut()
            .println("Done: " + finding.topic() + ": " + finding.remedyWords());
      } catch (IllegalStateException e) {
        tell(finding.topic(), e);
        return false;
      }
    }
    return true;
  }

  private int left(TopicRules rules, KafkaTopics kafka, List<String> names) {
    List<Finding> left;
    try {
      left = rules.findings(kafka.look(names));
    } catch (IllegalStateException e) {
      tell("what is left to do is not known", e);
      return 3;
    }
    spec.commandLine().getOut().println(TopicsPage.findings(left).stripTrailing());
    return left.isEmpty() ? 0 : 4;
  }

  private void tell(String what, IllegalStateException failure) {
    String cause = failure.getCause() == null ? "" : ": " + failure.getCause().getMessage();
    spec.commandLine().getErr().println("payonce: " + what + ": " + failure.getMessage() + cause);
  }
}
