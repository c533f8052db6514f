package io.payonce.benchmarks.ingress;

import static java.util.stream.Collectors.toMap;

import io.payonce.benchmarks.GuaranteeBroken;
import io.payonce.benchmarks.rig.JvmProcess;
import io.payonce.benchmarks.rig.Ports;
import io.payonce.embedded.EmbeddedServers;
import io.payonce.ingest.Main;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One run: on one Kafka, an ingress and the floor take turns under the same load, after each has
 * warmed up; then the topics are read.
 */
public final class IngressBenchmark {
  private static final Topics TOPICS = new Topics("");
  private static final String FLOOR_TOPIC = "bench.floor";
  private static final int PARTITIONS = 8;
  private static final int ROUNDS = 5;

  /**
   * By then the JVM has compiled what is run often; counted in calls, as a busy machine is slow.
   */
  private static final int WARM_AFTER = 100_000;

  private final EmbeddedServers servers;
  private final IngressSize size;
  private final Consumer<String> tell;

  private IngressBenchmark(EmbeddedServers servers, IngressSize size, Consumer<String> tell) {
    this.servers = servers;
    this.size = size;
    this.tell = tell;
  }

  /**
   * Starts servers, measures, and stops them.
   *
   * @param tell is told what is being done
   * @throws GuaranteeBroken if a callback that was answered 00 is not in the topic
   * @throws IllegalStateException if the run did not come to its end
   */
  public static IngressFigures run(IngressSize size, Consumer<String> tell) {
    tell.accept("Starting Kafka and Redis ...");
    try (EmbeddedServers servers = EmbeddedServers.start()) {
      return new IngressBenchmark(servers, size, tell).run();
    } catch (IOException e) {
      throw new IllegalStateException("the benchmark did not come to its end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the benchmark was interrupted", e);
    }
  }

  private IngressFigures run() throws IOException, InterruptedException {
    Map<String, Integer> topics =
        new HashMap<>(TOPICS.all().stream().collect(toMap(name -> name, _ -> PARTITIONS)));
    topics.put(FLOOR_TOPIC, PARTITIONS);
    servers.kafka().createTopics(topics);
    tell.accept("Starting an ingress, the floor and a load generator ...");
    int ingressPort = Ports.free();
    int floorPort = Ports.free();
    try (JvmProcess ingress = JvmProcess.start("ingress", Main.class, ingress(ingressPort));
        JvmProcess floor = JvmProcess.start("floor", FloorMain.class, floor(floorPort));
        LoadGenerator load = LoadGenerator.start()) {
      ingress.awaitListening(ingressPort);
      floor.awaitListening(floorPort);
      IngressFigures figures =
          measure(
              load,
              new MeasuredServer(ingress, ingressPort, size.connections()),
              new MeasuredServer(floor, floorPort, size.connections()));
      ingress.discardLog();
      floor.discardLog();
      load.discardLog();
      return figures;
    }
  }

  private IngressFigures measure(LoadGenerator load, MeasuredServer ingress, MeasuredServer floor)
      throws IOException {
    Duration time = Duration.ofSeconds(size.seconds());
    tell.accept("Warming up ...");
    while (ingress.sent() < WARM_AFTER || floor.sent() < WARM_AFTER) {
      ingress.warmUp(load, time);
      floor.warmUp(load, time);
    }
    for (int round = 1; round <= ROUNDS; round++) {
      tell.accept("Measuring, round " + round + " of " + ROUNDS + " ...");
      ingress.measure(load, time);
      floor.measure(load, time);
    }
    tell.accept("Reading the topics ...");
    requireHeld(ingress, floor);
    return new IngressFigures(size, ingress.figures(), floor.figures());
  }

  private void requireHeld(MeasuredServer ingress, MeasuredServer floor) {
    try (TopicCheck check = new TopicCheck(servers.kafka().bootstrapServers())) {
      List<String> broken =
          new ArrayList<>(
              check.callbacks(TOPICS.commands(CommandKind.CALLBACK), ingress.accepted()));
      broken.addAll(check.count(FLOOR_TOPIC, floor.accepted().cardinality(), floor.sent()));
      if (!broken.isEmpty()) {
        throw new GuaranteeBroken(broken);
      }
    }
  }

  private Map<String, String> ingress(int port) {
    return Map.of(
        "PAYONCE_LOG_LEVEL",
        "WARN",
        "PAYONCE_MANAGEMENT_PORT",
        "0",
        "INGRESS_PORT",
        Integer.toString(port),
        "KAFKA_BOOTSTRAP_SERVERS",
        servers.kafka().bootstrapServers(),
        "REDIS_URL",
        servers.redis().url(),
        "VNPAY_TMN_CODE",
        SignedCall.TERMINAL,
        "VNPAY_HASH_SECRET",
        SignedCall.SECRET,
        "VNPAY_ACK",
        "received");
  }

  private Map<String, String> floor(int port) {
    SampleRecord sample = SampleRecord.ofIngress();
    return Map.of(
        "PAYONCE_LOG_LEVEL",
        "WARN",
        FloorMain.PORT,
        Integer.toString(port),
        FloorMain.BOOTSTRAP_SERVERS,
        servers.kafka().bootstrapServers(),
        FloorMain.TOPIC,
        FLOOR_TOPIC,
        FloorMain.KEY_LENGTH,
        Integer.toString(sample.keyLength()),
        FloorMain.VALUE_BYTES,
        Integer.toString(sample.valueBytes()));
  }
}
