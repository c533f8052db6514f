package io.payonce.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.payonce.embedded.EmbeddedServers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A worker in a process of its own, from its start to its end: first callbacks that warm it up,
 * then those that are measured, all of them published before it starts; then, if asked for, others
 * at a steady rate.
 */
final class WorkerRun {
  private static final int STEADY_RATE = 1_000;
  private static final String USED_MEMORY = "used_memory:";

  private final EmbeddedServers servers;
  private final Database database;
  private final BenchTopics topics;
  private final Consumer<String> tell;

  WorkerRun(EmbeddedServers servers, Database database, BenchTopics topics, Consumer<String> tell) {
    this.servers = servers;
    this.database = database;
    this.topics = topics;
    this.tell = tell;
  }

  /**
   * What was measured.
   *
   * @param memory of the worker, resident
   */
  record Seen(Stretch stretch, Memory memory, Optional<Latency> latency) {}

  /** Resident memory in bytes: after the first tenth of what was measured, and the most since. */
  record Memory(long early, long most) {}

  /**
   * Runs it.
   *
   * @param steady callbacks to be published at a steady rate after all else
   * @throws GuaranteeBroken if an outcome is missing, or not what it must be
   */
  Seen run(Workload warmUp, Workload measured, Optional<Workload> steady)
      throws IOException, SQLException, InterruptedException {
    Outcomes outcomes = new Outcomes(topics);
    tell.accept("Publishing %,d callbacks ...".formatted(warmUp.records() + measured.records()));
    topics.publish(warmUp);
    topics.publish(measured);
    tell.accept("Applying them in batches ...");
    try (WorkerProcess worker = WorkerProcess.start(settings());
        Connection connection = database.connect();
        Outcomes.Watch watch = outcomes.watch(worker)) {
      Usage usage = new Usage(worker, connection);
      watch.countTo(warmUp.records());
      Usage.Mark began = usage.mark(watch);
      watch.countTo(warmUp.records() + measured.records() / 10);
      long early = worker.residentMemory();
      watch.countTo(warmUp.records() + measured.records());
      Usage.Mark ended = usage.mark(watch);
      Memory memory = new Memory(early, worker.mostResidentMemory());
      Optional<Latency> latency = Optional.empty();
      if (steady.isPresent()) {
        tell.accept("Applying %,d callbacks a second ...".formatted(STEADY_RATE));
        latency = Optional.of(steadily(steady.get(), watch));
      }
      tell.accept("Reading the outcomes ...");
      requireNothing(outcomes.check(all(warmUp, measured, steady)));
      worker.discardLog();
      return new Seen(began.until(ended), memory, latency);
    }
  }

  private static List<Workload> all(Workload warmUp, Workload measured, Optional<Workload> steady) {
    return steady.map(more -> List.of(warmUp, measured, more)).orElse(List.of(warmUp, measured));
  }

  private Latency steadily(Workload workload, Outcomes.Watch watch) throws InterruptedException {
    long[] sentAt = new long[workload.records()];
    Thread sending =
        Thread.ofPlatform()
            .name("steady-callbacks")
            .start(() -> topics.publishSteadily(workload, STEADY_RATE, sentAt));
    long[] decidedAt = watch.timesOf(workload);
    sending.join();
    return Latency.between(sentAt, decidedAt);
  }

  private Map<String, String> settings() {
    return Map.of(
        "PAYONCE_LOG_LEVEL", "WARN",
        "PAYONCE_MANAGEMENT_PORT", "0",
        "KAFKA_BOOTSTRAP_SERVERS", servers.kafka().bootstrapServers(),
        "REDIS_URL", servers.redis().url(),
        "POSTGRES_URL", database.jdbcUrl(),
        "POSTGRES_USER", database.user(),
        "POSTGRES_PASSWORD", "not-needed",
        "VNPAY_TMN_CODE", "BENCHTMN",
        "VNPAY_HASH_SECRET", "NOTUSEDBYTHEWORKEROFTHEBENCHMARK");
  }

  static void requireNothing(List<String> broken) {
    if (!broken.isEmpty()) {
      throw new GuaranteeBroken(broken);
    }
  }

  /** What the processes have used and written so far. */
  private final class Usage {
    private final CpuMeter cpu;
    private final Connection connection;

    private Usage(WorkerProcess worker, Connection connection) throws IOException {
      this.cpu =
          CpuMeter.of(
              worker.pid(), servers.folder().resolve("postgresql-data"), servers.redis().url());
      this.connection = connection;
    }

    private Mark mark(Outcomes.Watch watch) throws SQLException, IOException {
      return new Mark(watch.counted(), watch.latest(), cpu.read(), written());
    }

    private Stretch.Written written() throws SQLException, IOException {
      long wal =
          Database.number(
              connection, "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint");
      return new Stretch.Written(wal, redisMemory(), topics.bytes());
    }

    private long redisMemory() throws IOException {
      URI address = URI.create(servers.redis().url());
      try (Socket socket = new Socket(address.getHost(), address.getPort())) {
        socket.getOutputStream().write("INFO memory\r\n".getBytes(US_ASCII));
        BufferedReader answer =
            new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        String line = answer.readLine();
        while (line != null && !line.startsWith(USED_MEMORY)) {
          line = answer.readLine();
        }
        if (line == null) {
          throw new IOException("Redis does not tell its memory");
        }
        return Long.parseLong(line.substring(USED_MEMORY.length()));
      }
    }

    private record Mark(int outcomes, long nanos, CpuMeter.Times used, Stretch.Written written) {
      private Stretch until(Mark later) {
        return new Stretch(
            later.outcomes - outcomes,
            Duration.ofNanos(Math.max(1, later.nanos - nanos)),
            later.used.minus(used),
            later.written.minus(written));
      }
    }
  }
}
