package io.payonce.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.payonce.benchmarks.rig.BenchTopics;
import io.payonce.benchmarks.rig.Database;
import io.payonce.benchmarks.rig.JvmProcess;
import io.payonce.benchmarks.rig.OutcomeTopic;
import io.payonce.benchmarks.rig.ServiceSettings;
import io.payonce.benchmarks.rig.WorkMeter;
import io.payonce.callbacks.Main;
import io.payonce.embedded.EmbeddedServers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
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
    OutcomeTopic outcomes = new OutcomeTopic(topics);
    tell.accept("Publishing %,d callbacks ...".formatted(warmUp.records() + measured.records()));
    topics.publish(warmUp.records(), warmUp::callback);
    topics.publish(measured.records(), measured::callback);
    tell.accept("Applying them in batches ...");
    try (JvmProcess worker =
            JvmProcess.startWorker(
                "worker", Main.class, ServiceSettings.ofProcessor(servers, database));
        Connection connection = database.connect();
        OutcomeTopic.Watch watch = outcomes.watch(worker)) {
      Usage usage = new Usage(worker, watch, connection);
      watch.countTo(warmUp.records());
      Usage.Mark began = usage.mark();
      watch.countTo(warmUp.records() + measured.records() / 10);
      long early = worker.residentMemory();
      watch.countTo(warmUp.records() + measured.records());
      Usage.Mark ended = usage.mark();
      Memory memory = new Memory(early, worker.mostResidentMemory());
      Optional<Latency> latency = Optional.empty();
      if (steady.isPresent()) {
        tell.accept("Applying %,d callbacks a second ...".formatted(STEADY_RATE));
        latency = Optional.of(steadily(steady.get(), watch));
      }
      tell.accept("Reading the outcomes ...");
      requireNothing(OutcomeTally.check(outcomes, all(warmUp, measured, steady)));
      worker.discardLog();
      return new Seen(began.until(ended), memory, latency);
    }
  }

  private static List<Workload> all(Workload warmUp, Workload measured, Optional<Workload> steady) {
    return steady.map(more -> List.of(warmUp, measured, more)).orElse(List.of(warmUp, measured));
  }

  private Latency steadily(Workload workload, OutcomeTopic.Watch watch)
      throws InterruptedException {
    long[] sentAt = new long[workload.records()];
    Thread sending =
        Thread.ofPlatform()
            .name("steady-callbacks")
            .start(
                () ->
                    topics.publishSteadily(
                        workload.records(), workload::callback, STEADY_RATE, sentAt));
    long[] decidedAt = new long[workload.records()];
    watch.readTo(
        watch.counted() + workload.records(),
        (seal, writtenAt) -> {
          int position = workload.position(seal.commandId());
          if (position >= 0) {
            decidedAt[position] = writtenAt;
          }
        });
    sending.join();
    return Latency.between(sentAt, decidedAt);
  }

  static void requireNothing(List<String> broken) {
    if (!broken.isEmpty()) {
      throw new GuaranteeBroken(broken);
    }
  }

  /** What the processes have used and written so far. */
  private final class Usage {
    private final WorkMeter work;
    private final Connection connection;

    private Usage(JvmProcess worker, OutcomeTopic.Watch watch, Connection connection)
        throws IOException {
      this.work = WorkMeter.of(worker, servers, watch);
      this.connection = connection;
    }

    private Mark mark() throws SQLException, IOException {
      return new Mark(work.mark(), written());
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

    private record Mark(WorkMeter.Mark work, Stretch.Written written) {
      private Stretch until(Mark later) {
        return new Stretch(work.until(later.work), later.written.minus(written));
      }
    }
  }
}
