package io.payonce.refunds;

import io.payonce.consumer.replaying.ReplayHandler;
import io.payonce.idempotency.BatchLocks;
import io.payonce.idempotency.redis.RedisLink;
import io.payonce.idempotency.redis.RedisSettings;
import io.payonce.methods.MerchantApi;
import io.payonce.payments.PaymentMethod;
import io.payonce.runtime.SettingsException;
import io.payonce.store.PaymentStore;
import io.payonce.store.ReplayTerms;
import io.payonce.store.ReplayTransactions;
import java.util.Map;

/**
 * What it takes to replay refund commands: the same rules, settings, servers and gateways as live.
 * A refund that is not decided is asked about, and sent where the gateway has not heard of it, as
 * it would be live. A dry run asks no gateway.
 */
public final class RefundReplay implements AutoCloseable {
  private final RefundSettings settings;
  private final ReplayTerms terms;
  private final PaymentStore store;
  private final RedisLink redis;
  private final ReplayTransactions replayed;
  private final Transactions transactions;
  private final MerchantApi api;
  private final KeyLocks locks;

  private RefundReplay(RefundSettings settings, ReplayTerms terms) {
    this.settings = settings;
    this.terms = terms;
    this.store = PaymentStore.open(settings.database().store());
    this.replayed = new ReplayTransactions(store, terms);
    this.transactions = new Transactions(replayed, settings.database().forHandlers());
    this.redis =
        RedisLink.connect(
            RedisSettings.of(settings.links().redisUrl())
                .withKeyPrefix(settings.links().namespace()));
    this.api = settings.gateways().vnpay().merchantApi().orElseThrow();
    this.locks =
        new KeyLocks(
            new BatchLocks(redis),
            settings.work().lockAtMostFor(),
            settings.work().lockLongestLife());
  }

  /**
   * Opens it; the first use connects.
   *
   * @param environment a refund processor's settings
   * @throws SettingsException listing all that is wrong with them
   */
  public static RefundReplay open(Map<String, String> environment, ReplayTerms terms) {
    return new RefundReplay(RefundSettings.read(environment), terms);
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

  public ReplayHandler refunds() {
    Gateway gateway = new Gateway(PaymentMethod.VNPAY, api, settings.gateways().calls().atOnce());
    RefundDecisions decisions =
        new RefundDecisions(
            transactions,
            Map.of(gateway.method(), gateway),
            new Patience(settings.links().namespace()));
    RefundPass pass =
        new RefundPass(
            decisions,
            settings.work().lockLongestLife(),
            settings.gateways().calls().answerWithin());
    return new ReplayedRefunds(decisions, pass, locks, redis, replayed, terms);
  }

  @Override
  public void close() {
    locks.close();
    transactions.close();
    api.close();
    redis.close();
    store.close();
  }
}
