package io.payonce.embedded.junit;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.extension.InvocationInterceptor.Invocation;

/**
 * The threads of one test. All of the test runs in a thread group of its own, which those that it
 * starts inherit; so one that is left is known to be this test's, whatever runs beside it.
 */
final class TestThreads {
  private static final String PREFIX = "payonce-";

  private final ThreadGroup group;

  TestThreads(String test) {
    group = new ThreadGroup(requireNonNull(test, "test is null"));
  }

  /** Runs a part of the test, waits for it, and ends as it ends. */
  <T> T run(Invocation<T> part) throws Throwable {
    FutureTask<T> task = new FutureTask<>(() -> proceed(part));
    Thread thread = new Thread(group, task, group.getName());
    thread.start();
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Thrown thrown ? thrown.getCause() : e.getCause();
    } catch (InterruptedException e) {
      thread.interrupt();
      throw e;
    }
  }

  /** A task passes on exceptions of all kinds, but declares no errors of tests. */
  private static <T> T proceed(Invocation<T> part) throws Exception {
    try {
      return part.proceed();
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new Thrown(e);
    }
  }

  /** The names of those of our threads that are running. */
  List<String> running() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(this::isOfTheTest)
        .map(Thread::getName)
        .filter(name -> name.startsWith(PREFIX))
        .toList();
  }

  private boolean isOfTheTest(Thread thread) {
    ThreadGroup its = thread.getThreadGroup();
    return its != null && group.parentOf(its);
  }

  private static final class Thrown extends Exception {
    private static final long serialVersionUID = 1;

    Thrown(Throwable cause) {
      super(cause);
    }
  }
}
