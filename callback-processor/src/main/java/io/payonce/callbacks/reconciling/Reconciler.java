package io.payonce.callbacks.reconciling;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.payonce.methods.MerchantApi;
import io.payonce.methods.OfferedMethod;
import io.payonce.runtime.Health;
import io.payonce.schemas.Topics;
import io.payonce.store.PaymentStore;
import io.payonce.store.reconciling.AskingAges;
import io.payonce.store.reconciling.Leases;
import io.payonce.store.reconciling.Unsettled;
import io.payonce.store.reconciling.UnsettledStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one gateway about payments and refunds that stay unsettled, and publishes what is certain as
 * callback commands of source {@code QUERY}, so that a lost callback is found. Whatever settles
 * callbacks settles them; it changes no payment itself, and age alone changes none.
 *
 * <p>It runs in every instance and asks in one, under a lease in the database that it reads anyway:
 * a lease elsewhere would be one more server without which nothing is asked. The lease carries how
 * far the asking has come, so that the next holder goes on from there. When the lease is lost, at
 * the latest the next question finds that out; two who ask at the same time publish the same
 * claims, of which the second one is a duplicate.
 *
 * <p>One thread runs it, until it is interrupted.
 */
public final class Reconciler implements Runnable, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
  private static final List<Duration> LATER =
      List.of(Duration.ofHours(1), Duration.ofHours(4), Duration.ofHours(12));
  private static final int PAYMENTS_FOR_DAYS = 7;

  /** Banks take their time, and a refund that nobody knows of keeps money reserved. */
  private static final int REFUNDS_FOR_DAYS = 30;

  private final OfferedMethod method;
  private final ReconcileSettings settings;
  private final PaymentStore payments;
  private final UnsettledStore unsettled;
  private final Leases leases;
  private final QueryPublisher publisher;
  private final Turn turn;
  private final String leaseName;
  private final String holder = UUID.randomUUID().toString();
  private volatile boolean holding;
  private volatile Health health = Health.up();

  /** The servers that it works with; {@code unsettled} and the gateway stay the caller's. */
  public record Servers(
      PaymentStore payments, UnsettledStore unsettled, String bootstrapServers, Topics topics) {}

  /**
   * @throws IllegalArgumentException if the method's gateway cannot be called
   */
  public Reconciler(
      OfferedMethod method, ReconcileSettings settings, Servers servers, MeterRegistry registry) {
    MerchantApi api =
        method
            .merchantApi()
            .orElseThrow(() -> new IllegalArgumentException(method.method() + " cannot be called"));
    this.method = method;
    this.settings = settings;
    this.payments = servers.payments();
    this.unsettled = servers.unsettled();
    this.leases = unsettled.leases();
    this.publisher = new QueryPublisher(servers.bootstrapServers(), servers.topics());
    this.turn =
        new Turn(
            method.method(),
            new Question(api, payments)::ask,
            publisher::publish,
            new QuestionCounts(registry, method.method()));
    this.leaseName = servers.topics().namespace() + "reconcile " + method.method();
    registry.gauge(
        "payonce.reconcile.holding",
        List.of(Tag.of("method", method.method().name())),
        this,
        reconciler -> reconciler.holding ? 1 : 0);
    registry.gauge(
        "payonce.gateway.breaker",
        List.of(Tag.of("method", method.method().name())),
        api,
        calls ->
            switch (calls.breakerState()) {
              case CLOSED -> 0;
              case HALF_OPEN -> 1;
              case OPEN -> 2;
            });
  }

  /** How the latest turn went. */
  public Health health() {
    return health;
  }

  @Override
  public void run() {
    while (!Thread.currentThread().isInterrupted()) {
      takeTurn();
      // An interrupt, by which it is told to end, also ends the rest.
      LockSupport.parkNanos(settings.every().toNanos());
    }
  }

  private void takeTurn() {
    try {
      payments.migrate();
      Optional<Instant> reached = leases.take(leaseName, holder, settings.lease());
      holding = reached.isPresent();
      health = reached.map(this::askFrom).orElseGet(Health::up);
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      // Whatever it was, nothing is lost by it: what is due stays due, and the next turn asks.
      LOG.warn("{} was not asked for what is unsettled", method.method(), e);
      health = Health.degraded("unsettled payments cannot be asked for");
    }
  }

  private Health askFrom(Instant reached) {
    List<Unsettled> due =
        unsettled.due(
            method.method(),
            ages(firstQuestion(), PAYMENTS_FOR_DAYS),
            ages(settings.after(), REFUNDS_FOR_DAYS),
            new UnsettledStore.Stretch(reached, Instant.now(), settings.questionsATurn()));
    return switch (turn.ask(due, this::advance, reached)) {
      case Turn.Ending.Done _ -> Health.up();
      case Turn.Ending.GaveWay _ -> Health.up();
      case Turn.Ending.Refused refused -> {
        LOG.warn("{} takes no questions: {}", method.method(), refused.why());
        yield Health.degraded(method.method() + " takes no questions");
      }
    };
  }

  private boolean advance(Instant reached) {
    return leases.advance(leaseName, holder, reached, settings.lease());
  }

  /** When the customer's time to pay is over, or earlier. */
  private Duration firstQuestion() {
    Duration window = method.paymentWindow();
    return window.compareTo(settings.after()) < 0 ? window : settings.after();
  }

  private static AskingAges ages(Duration first, int days) {
    Stream<Duration> daily = IntStream.rangeClosed(1, days).mapToObj(Duration::ofDays);
    List<Duration> ages = new ArrayList<>(List.of(first));
    Stream.concat(LATER.stream(), daily).filter(age -> age.compareTo(first) > 0).forEach(ages::add);
    return new AskingAges(ages);
  }

  /** Lets another instance go on at once. To be called after the thread has ended. */
  @Override
  public void close() {
    try {
      if (holding) {
        leases.release(leaseName, holder);
      }
    } catch (RuntimeException e) {
      // The lease runs out by itself.
      LOG.warn("the lease could not be released", e);
    } finally {
      publisher.close();
    }
  }
}
