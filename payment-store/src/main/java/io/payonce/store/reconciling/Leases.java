package io.payonce.store.reconciling;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Leases, rows of one table: a name is held by one instance at a time, for a time by the database's
 * clock.
 *
 * <p>Who asks, and who holds:
 *
 * <ol>
 *   <li>nobody, or a holder whose time is over: taken, with how far the work has come;
 *   <li>the one who asks: taken again, for longer;
 *   <li>another whose time is not over: refused;
 *   <li>two ask at once: the row's lock makes one the first, and the second is refused.
 * </ol>
 *
 * <p>A holder that stands still beyond its time may find another at work when it goes on, and does
 * one step beside it before it notices. So a lease only saves work: what is done under it must do
 * no harm when two do it. Safe for many threads.
 */
public final class Leases {
  private final Jdbi jdbi;

  Leases(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Takes the lease, or takes it again.
   *
   * @param holder who asks, unlike any other
   * @return how far the work under it has come, {@link Instant#EPOCH} at the very first; empty
   *     where another holds it
   */
  public Optional<Instant> take(String name, String holder, Duration holdAtMostFor) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    INSERT INTO leases AS l (name, holder, until, reached)
                    VALUES (:name, :holder, clock_timestamp() + :millis * interval '1 millisecond', to_timestamp(0))
                    ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
                     WHERE l.holder = excluded.holder OR l.until <= clock_timestamp()
                    RETURNING reached
                    """)
                .bind("name", name)
                .bind("holder", holder)
                .bind("millis", holdAtMostFor.toMillis())
                .mapTo(OffsetDateTime.class)
                .findOne()
                .map(OffsetDateTime::toInstant));
  }

  /**
   * Notes how far the work has come, and holds on for longer; false where the lease is another's by
   * now.
   */
  public boolean advance(String name, String holder, Instant reached, Duration holdAtMostFor) {
    return update(
        """
        UPDATE leases SET reached = greatest(reached, :reached),
               until = clock_timestamp() + :millis * interval '1 millisecond'
         WHERE name = :name AND holder = :holder
        """,
        name,
        holder,
        reached,
        holdAtMostFor);
  }

  /** Lets another take it at once, if it is held. */
  public void release(String name, String holder) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE leases SET until = clock_timestamp() WHERE name = :name AND holder = :holder
                    """)
                .bind("name", name)
                .bind("holder", holder)
                .execute());
  }

  private boolean update(
      String sql, String name, String holder, Instant reached, Duration holdAtMostFor) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(sql)
                    .bind("name", name)
                    .bind("holder", holder)
                    .bind("reached", reached.atOffset(ZoneOffset.UTC))
                    .bind("millis", holdAtMostFor.toMillis())
                    .execute()
                == 1);
  }
}
