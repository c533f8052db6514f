package io.payonce.cli.redis;

import static java.util.Locale.ROOT;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.payonce.cli.operating.OperatorSettings;
import io.payonce.idempotency.HeldLocks;
import io.payonce.idempotency.LockOwner;
import io.payonce.store.views.OperatorViews;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The locks that are held, beside the owners that the database has.
 *
 * @param locks empty if Redis did not answer
 * @param owners by partition; empty if the database did not answer
 * @param trouble what the database said instead
 */
record LockList(
    Optional<List<HeldLocks.Held>> locks,
    Optional<Map<String, String>> owners,
    Optional<String> trouble) {
  private static final String LINE = "%-10s %9s  %-30s %-16s %s%n";

  /** Who holds a lock, by what the database says of its partition. */
  private enum Holder {
    /** The partition's owner. */
    PRESENT,
    /** One that was its owner. */
    FORMER,
    /** None that this database has heard of. */
    UNKNOWN,
    /** The database did not answer. */
    UNASKED;

    String word() {
      return name().toLowerCase(ROOT);
    }
  }

  LockList {
    requireNonNull(locks, "locks is null");
    requireNonNull(owners, "owners is null");
    requireNonNull(trouble, "trouble is null");
  }

  /**
   * The locks are read first: an owner that takes a partition in between has no lock in the list.
   */
  static LockList look(OperatorSettings.Showing settings) {
    Optional<List<HeldLocks.Held>> locks =
        RedisVisit.to(settings.redis(), HeldLocks::read).flatMap(read -> read);
    try {
      return new LockList(
          locks, Optional.of(new OperatorViews(settings.database()).owners()), Optional.empty());
    } catch (IllegalStateException e) {
      return new LockList(locks, Optional.empty(), Optional.ofNullable(e.getMessage()));
    }
  }

  String text() {
    List<HeldLocks.Held> held = locks.orElse(List.of());
    if (held.isEmpty()) {
      return "No lock is held.";
    }
    StringBuilder page = new StringBuilder();
    page.append(LINE.formatted("HOLDER", "TIME LEFT", "PARTITION", "OWNER", "KEY"));
    for (HeldLocks.Held lock : held) {
      page.append(
          LINE.formatted(
              holder(lock).word(),
              lock.timeLeft().isNegative() ? "for ever" : lock.timeLeft().toMillis() + " ms",
              lock.owner().map(LockOwner::partition).orElse("-"),
              lock.owner().map(LockOwner::random).orElse("-"),
              lock.key()));
    }
    return page.toString();
  }

  String json() {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (HeldLocks.Held lock : locks.orElse(List.of())) {
      ObjectNode json = array.addObject().put("key", lock.key()).put("holder", holder(lock).word());
      lock.owner()
          .ifPresent(owner -> json.put("partition", owner.partition()).put("owner", owner.text()));
      if (!lock.timeLeft().isNegative()) {
        json.put("ttlMillis", lock.timeLeft().toMillis());
      }
    }
    return array.toString();
  }

  private Holder holder(HeldLocks.Held lock) {
    if (owners.isEmpty()) {
      return Holder.UNASKED;
    }
    Optional<LockOwner> owner = lock.owner();
    Optional<String> present = owner.map(LockOwner::partition).map(owners.get()::get);
    if (present.isEmpty()) {
      return Holder.UNKNOWN;
    }
    return present.equals(owner.map(LockOwner::text)) ? Holder.PRESENT : Holder.FORMER;
  }
}
