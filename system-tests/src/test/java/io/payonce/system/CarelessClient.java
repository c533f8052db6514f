package io.payonce.system;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Somebody who asks for one thing over HTTP until he is told: he does not wait, or hangs up, or
 * waits; asks again soon, and at whichever ingress. What he does comes from a seed.
 */
final class CarelessClient {
  private static final Duration HANGS_UP_AFTER = Duration.ofMillis(30);
  private static final Duration LISTENS = Duration.ofSeconds(40);
  private static final int LONGEST_PAUSE_MILLIS = 400;

  private final List<Ingress> ingresses;
  private final Random random;

  CarelessClient(List<Ingress> ingresses, long seed) {
    this.ingresses = ingresses;
    this.random = new Random(seed);
  }

  /**
   * Asks until there is an answer.
   *
   * @param times how often at the most
   * @return what he was told; empty if he gave up before
   */
  Optional<HttpResponse<String>> ask(String path, String body, int times) {
    for (int i = 0; i < times; i++) {
      Optional<HttpResponse<String>> answer =
          once(path, body).filter(CarelessClient::tellsSomething);
      if (answer.isPresent()) {
        return answer;
      }
      LockSupport.parkNanos(Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MILLIS)).toNanos());
    }
    return Optional.empty();
  }

  private Optional<HttpResponse<String>> once(String path, String body) {
    Ingress ingress = ingresses.get(random.nextInt(ingresses.size()));
    return switch (random.nextInt(3)) {
      case 0 -> ingress.post(path, body, "wait=0", LISTENS);
      case 1 -> ingress.post(path, body, "wait=20", HANGS_UP_AFTER);
      default -> ingress.post(path, body, "wait=20", LISTENS);
    };
  }

  /** Not that it is taken, or that another one runs, or that he should come again. */
  private static boolean tellsSomething(HttpResponse<String> answer) {
    return switch (answer.statusCode()) {
      case 202, 429, 503 -> false;
      case 409 -> !answer.body().contains("already in progress");
      default -> true;
    };
  }

  /** Lets people act at the same time, and returns what came of it, in their order. */
  static <T> List<T> atOnce(List<Callable<T>> people) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(people)) {
        results.add(result.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } catch (ExecutionException e) {
      throw new AssertionError("somebody could not act", e.getCause());
    }
  }
}
