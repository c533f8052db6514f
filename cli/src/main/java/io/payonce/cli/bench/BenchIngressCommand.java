package io.payonce.cli.bench;

import io.payonce.benchmarks.ingress.IngressBenchmark;
import io.payonce.benchmarks.ingress.IngressReport;
import io.payonce.benchmarks.ingress.IngressSize;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how many callbacks a second the ingress takes, and how long each waits. */
@Command(
    name = "ingress",
    mixinStandardHelpOptions = true,
    header =
        "Measures callbacks a second that the ingress accepts, beside the floor of its server.",
    description = {
      "",
      "Starts Kafka and Redis, and three processes: the ingress as in production, with"
          + " VNPAY_ACK=received, so that it answers as soon as a callback is durable; the floor,"
          + " which is the same HTTP server and Kafka producer with no more between them than one"
          + " HMAC-SHA512; and a load generator, which sends signed callbacks of about 400 bytes,"
          + " each of a transaction of its own, over connections that it keeps open.",
      "",
      "Both warm up by 100000 callbacks, then take turns for five rounds each. At the end the topic"
          + " is read: a run in which a callback was answered 00 and is not there prints no"
          + " figure.",
      "",
      "The ingress takes further settings from the environment.",
      "",
      "Exit code 0 if the guarantee held, else 1."
    })
final class BenchIngressCommand implements Callable<Integer> {
  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How long a round lasts, 1 to 10. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "64",
      description = "How many callbacks are under way at a time. Default: ${DEFAULT-VALUE}.")
  private int connections;

  @Mixin private BenchOutput output = new BenchOutput();

  @Override
  public Integer call() {
    IngressSize size = output.read(() -> new IngressSize(seconds, connections));
    return output.print(
        told -> IngressBenchmark.run(size, told),
        new BenchOutput.Report<>(IngressReport::text, IngressReport::json));
  }
}
