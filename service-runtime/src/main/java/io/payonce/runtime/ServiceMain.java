package io.payonce.runtime;

import java.io.PrintStream;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a service as a process, from its environment to its exit code.
 *
 * <p>A signal during the start ends the process at once; afterwards it closes all parts first.
 */
public final class ServiceMain {
  public static final int STOPPED = 0;
  public static final int START_FAILED = 1;
  public static final int SETTINGS_WRONG = 2;

  /** It ran, and ended because a part of it was gone for good. */
  public static final int FAILED = 3;

  private static final Logger log = LoggerFactory.getLogger(ServiceMain.class);

  private ServiceMain() {}

  /**
   * Starts the service, waits for its end, and returns the exit code. What keeps it from starting
   * is told on standard error: every settings problem, or one line on any other failure.
   */
  public static int run(
      String serviceName,
      Map<String, String> environment,
      Function<Map<String, String>, Lifecycle> start) {
    return run(serviceName, environment, start, System.err);
  }

  static int run(
      String serviceName,
      Map<String, String> environment,
      Function<Map<String, String>, Lifecycle> start,
      PrintStream errors) {
    Logging.configure(environment);
    Lifecycle lifecycle;
    try {
      lifecycle = start.apply(environment);
    } catch (SettingsException wrong) {
      errors.println(serviceName + " did not start. " + wrong.getMessage());
      return SETTINGS_WRONG;
    } catch (RuntimeException | Error failure) {
      // Whatever it was, the process ends: with the reason in a line and the details in the log.
      log.error("{} did not start", serviceName, failure);
      errors.println(serviceName + " did not start: " + oneLine(failure));
      return START_FAILED;
    }
    return awaitEnd(lifecycle);
  }

  private static int awaitEnd(Lifecycle lifecycle) {
    try {
      lifecycle.runUntilShutdown();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (lifecycle.hasFailed()) {
      return FAILED;
    }
    lifecycle.close();
    return STOPPED;
  }

  private static String oneLine(Throwable failure) {
    var line = new StringBuilder(String.valueOf(failure.getMessage()));
    if (failure.getMessage() == null) {
      line.append(failure.getClass().getSimpleName());
    }
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      line.append(": ").append(cause.getMessage());
    }
    return line.toString().replaceAll("\\s+", " ");
  }
}
