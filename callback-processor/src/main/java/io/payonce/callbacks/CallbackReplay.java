package io.payonce.callbacks;

import io.payonce.consumer.replaying.ReplayHandler;
import io.payonce.idempotency.redis.RedisLink;
import io.payonce.idempotency.redis.RedisSettings;
import io.payonce.payments.OrderId;
import io.payonce.runtime.SettingsException;
import io.payonce.schemas.Command;
import io.payonce.store.PaymentStore;
import io.payonce.store.ReplayTerms;
import io.payonce.store.ReplayTransactions;
import java.util.Map;
import java.util.Optional;

/** What it takes to replay callbacks and creates: the same rules, settings and servers as live. */
public final class CallbackReplay implements AutoCloseable {
  private final ProcessorSettings settings;
  private final ReplayTerms terms;
  private final PaymentStore store;
  private final RedisLink redis;

  private CallbackReplay(ProcessorSettings settings, ReplayTerms terms) {
    this.settings = settings;
    this.terms = terms;
    this.store = PaymentStore.open(settings.store());
    this.redis =
        RedisLink.connect(
            RedisSettings.of(settings.links().redisUrl())
                .withKeyPrefix(settings.links().namespace()));
  }

  /**
   * Opens it; the first use connects.
   *
   * @param environment a callback processor's settings
   * @throws SettingsException listing all that is wrong with them
   */
  public static CallbackReplay open(Map<String, String> environment, ReplayTerms terms) {
    return new CallbackReplay(ProcessorSettings.read(environment), terms);
  }

  /** Whether any transaction of the order is known: callbacks name nothing else. */
  public boolean knows(OrderId order) {
    return !store.transactionsOf(order).isEmpty();
  }

  /**
   * Asks the database, before anything is done.
   *
   * @throws RuntimeException if it does not answer, or a dry run would have to change its schema
   */
  public void requireDatabase() {
    if (terms.isDry()) {
      store.requireMigrated();
    } else {
      store.migrate();
    }
  }

  public ReplayHandler callbacks() {
    return handler(new CallbackDeciding(settings.work().refundsSurplus()));
  }

  /** They cache nothing: only workers do. */
  public ReplayHandler creates() {
    return handler(new CreateDeciding(settings.methods(), Optional.empty()));
  }

  private <C extends Command> ReplayHandler handler(Deciding<C> deciding) {
    return new ReplayedCommands<>(
        deciding,
        new ReplayedCommands.Servers(
            store, redis, new ReplayTransactions(store, terms), settings.work().lockAtMostFor()),
        terms);
  }

  @Override
  public void close() {
    redis.close();
    store.close();
  }
}
