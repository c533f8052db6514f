package io.payonce.cli.replaying;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets SIGINT and SIGTERM end a run in order: it ends after the batch that is under way, tells how
 * far it came, and the process ends with the run's own exit code, which the JVM would replace by
 * the signal's.
 */
public final class StopOnSignal {
  private static final Duration END_AT_MOST = Duration.ofMinutes(2);

  private final CompletableFuture<Integer> ended = new CompletableFuture<>();
  private final int codeIfLate;
  private final Thread hook;
  private volatile boolean stopped;

  private StopOnSignal(int codeIfLate) {
    this.codeIfLate = codeIfLate;
    this.hook = new Thread(this::end, "payonce-stop");
  }

  /**
   * From now on.
   *
   * @param codeIfLate the exit code if it does not end within two minutes
   */
  public static StopOnSignal install(int codeIfLate) {
    StopOnSignal stop = new StopOnSignal(codeIfLate);
    Runtime.getRuntime().addShutdownHook(stop.hook);
    return stop;
  }

  public boolean isStopped() {
    return stopped;
  }

  /** All is told; returns the code. */
  public int ended(int exitCode) {
    ended.complete(exitCode);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // A signal came: the hook runs, and ends the process with this code.
      return exitCode;
    }
    return exitCode;
  }

  private void end() {
    stopped = true;
    Runtime.getRuntime().halt(code());
  }

  private int code() {
    try {
      return ended.get(END_AT_MOST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException _) {
      // What was saved is right; the batch that is under way is handled again.
      return codeIfLate;
    }
  }
}
