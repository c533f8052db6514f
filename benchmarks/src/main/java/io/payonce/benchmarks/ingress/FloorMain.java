package io.payonce.benchmarks.ingress;

import io.payonce.ingest.commands.DurableProducer;
import io.payonce.runtime.HttpListener;
import io.payonce.runtime.Logging;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The floor as a process: the ingress's HTTP server and producer, and between them no more than
 * must be. What it is to do stands in its environment.
 */
public final class FloorMain {
  static final String PORT = "FLOOR_PORT";
  static final String BOOTSTRAP_SERVERS = "FLOOR_BOOTSTRAP_SERVERS";
  static final String TOPIC = "FLOOR_TOPIC";
  static final String VALUE_BYTES = "FLOOR_VALUE_BYTES";
  static final String KEY_LENGTH = "FLOOR_KEY_LENGTH";

  private static final Logger log = LoggerFactory.getLogger(FloorMain.class);

  private FloorMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    Map<String, String> environment = System.getenv();
    Logging.configure(environment);
    CountDownLatch closed = new CountDownLatch(1);
    try (Producer<String, byte[]> producer =
            DurableProducer.open(setting(environment, BOOTSTRAP_SERVERS));
        HttpListener listener = new HttpListener("floor", "127.0.0.1", number(environment, PORT))) {
      Runtime.getRuntime().addShutdownHook(new Thread(closed::countDown));
      findLeaders(producer, setting(environment, TOPIC));
      listener.start(
          new FloorHandler(
              producer,
              setting(environment, TOPIC),
              number(environment, KEY_LENGTH),
              number(environment, VALUE_BYTES)));
      closed.await();
    }
  }

  private static void findLeaders(Producer<String, byte[]> producer, String topic) {
    try {
      producer.partitionsFor(topic);
    } catch (KafkaException e) {
      // On a busy machine it takes longer: the first calls ask again, and they are not measured.
      log.debug("the leaders are not known yet", e);
    }
  }

  private static int number(Map<String, String> environment, String name) {
    return Integer.parseInt(setting(environment, name));
  }

  private static String setting(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }
}
