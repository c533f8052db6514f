package io.payonce.cli.topics;

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

/** Says whether the topics are as they must be. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    header = "Says whether Kafka's topics are as they must be; changes nothing.",
    description = {
      "",
      "Every topic is there, with the same number of partitions; replicas, min.insync.replicas and"
          + " retention are enough; no record is dropped for its key or for size; what is taken as"
          + " a command is taken where it waits, too; no partition lacks replicas in sync.",
      "",
      "Connects by the services' own settings: KAFKA_BOOTSTRAP_SERVERS and PAYONCE_NAMESPACE.",
      "",
      "Exit code 0 if all is as it must be; 1 if there are findings; 2 for wrong usage; 3 if it is"
          + " not known, because Kafka does not answer."
    })
final class CheckCommand implements Callable<Integer> {
  @Mixin private Demands demands = new Demands();

  @Option(names = "--json", description = "Print one line of JSON.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    demands.check(spec);
    OperatorSettings.Broker broker = OperatorSettings.broker(Environment.of(spec));
    PrintWriter out = spec.commandLine().getOut();
    List<String> names = broker.topics().all();
    try (KafkaTopics kafka = new KafkaTopics(broker.bootstrapServers())) {
      ClusterState cluster = kafka.look(names);
      List<Finding> findings = new TopicRules(broker.topics(), demands).findings(cluster);
      out.println(
          json
              ? TopicsPage.json(names, cluster, findings)
              : TopicsPage.text(names, cluster, findings).stripTrailing());
      return findings.isEmpty() ? 0 : 1;
    } catch (IllegalStateException e) {
      String cause = e.getCause() == null ? "" : ": " + e.getCause().getMessage();
      spec.commandLine().getErr().println("payonce: " + e.getMessage() + cause);
      return 3;
    }
  }
}
