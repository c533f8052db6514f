package io.payonce.benchmarks.rig;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Reads how much CPU time each process has used, from {@code /proc}; to be asked by one thread. */
public final class CpuMeter {
  /** Linux tells times to programs in hundredths of a second, whatever the kernel counts in. */
  private static final Duration TICK = Duration.ofMillis(10);

  /**
   * CPU time by process.
   *
   * @param kafka the broker and all else in the JVM of the benchmark, but
   * @param client the thread that counts outcomes
   */
  public record Times(
      Duration worker, Duration kafka, Duration postgres, Duration redis, Duration client) {
    public Duration all() {
      return worker.plus(kafka).plus(postgres).plus(redis).plus(client);
    }

    public Times minus(Times earlier) {
      return new Times(
          worker.minus(earlier.worker),
          kafka.minus(earlier.kafka),
          postgres.minus(earlier.postgres),
          redis.minus(earlier.redis),
          client.minus(earlier.client));
    }
  }

  private final long worker;
  private final long postmaster;
  private final long redis;

  private CpuMeter(long worker, long postmaster, long redis) {
    this.worker = worker;
    this.postmaster = postmaster;
    this.redis = redis;
  }

  /**
   * A meter for a worker and the servers it uses.
   *
   * @param dataDirectory PostgreSQL's, whose lock file names the process
   * @param redisUrl whose port stands in the process's title
   */
  public static CpuMeter of(long worker, Path dataDirectory, String redisUrl) throws IOException {
    String first = Files.readAllLines(dataDirectory.resolve("postmaster.pid")).getFirst();
    return new CpuMeter(worker, Long.parseLong(first.strip()), redis(redisUrl));
  }

  private static long redis(String redisUrl) {
    String port = redisUrl.substring(redisUrl.lastIndexOf(':'));
    return ProcessHandle.allProcesses()
        .mapToLong(ProcessHandle::pid)
        .filter(process -> isRedis(title(process), port))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the process of Redis is not to be found"));
  }

  static boolean isRedis(String title, String port) {
    return title.contains("redis-server") && title.strip().endsWith(port);
  }

  /** What a process calls itself: Redis writes its address there. */
  private static String title(long process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process), "cmdline"), ISO_8859_1)
          .replace('\0', ' ');
    } catch (IOException e) {
      // It has ended meanwhile, or is none of ours.
      return "";
    }
  }

  public Times read() {
    Duration client =
        Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    return new Times(
        own(worker),
        own(ProcessHandle.current().pid()).minus(client),
        postgres(),
        own(redis),
        client);
  }

  /**
   * The postmaster, its processes, and those that have ended, whose time it has inherited. One that
   * ends between the two looks is counted twice or not at all: sessions last as long as the run.
   */
  private Duration postgres() {
    ProcessStat server = ProcessStat.read(postmaster);
    long ticks = server.own() + server.ofEndedChildren();
    List<Long> children =
        ProcessHandle.of(postmaster).stream()
            .flatMap(ProcessHandle::children)
            .map(ProcessHandle::pid)
            .toList();
    for (long child : children) {
      ticks += ProcessStat.read(child).own();
    }
    return TICK.multipliedBy(ticks);
  }

  private static Duration own(long process) {
    return TICK.multipliedBy(ProcessStat.read(process).own());
  }

  /** A process's times in ticks, user and system together. */
  record ProcessStat(long own, long ofEndedChildren) {
    private static final int USER = 11;

    /** A process that has just ended has used nothing any more: its parent tells. */
    static ProcessStat read(long process) {
      Path stat = Path.of("/proc", Long.toString(process), "stat");
      if (Files.notExists(stat)) {
        return new ProcessStat(0, 0);
      }
      try {
        return parse(Files.readString(stat));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The name stands in parentheses and may hold anything, blanks and parentheses too. */
    static ProcessStat parse(String stat) {
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return new ProcessStat(
          Long.parseLong(fields[USER]) + Long.parseLong(fields[USER + 1]),
          Long.parseLong(fields[USER + 2]) + Long.parseLong(fields[USER + 3]));
    }
  }
}
