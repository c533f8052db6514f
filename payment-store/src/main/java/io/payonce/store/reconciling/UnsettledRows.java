package io.payonce.store.reconciling;

import io.payonce.payments.PaymentMethod;
import io.payonce.payments.TransactionId;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/**
 * Finds what is due. For each age one short range of creation times is read, in the order of the
 * partial index whose condition the statement repeats: nothing that is settled is looked at.
 */
final class UnsettledRows {
  private static final String DUE =
      """
      SELECT t.transaction_id, t.created_at, r.number
        FROM unnest(:numbers, :froms, :tos) AS r (number, from_time, to_time),
             LATERAL (SELECT transaction_id, created_at FROM transactions
                       WHERE method = :method AND created_at > r.from_time AND created_at <= r.to_time AND %s
                       ORDER BY created_at FETCH FIRST :most ROWS WITH TIES) AS t
      """;
  private static final String PAYMENTS = DUE.formatted("kind = 'PAYMENT' AND status = 'PENDING'");
  private static final String REFUNDS =
      DUE.formatted("kind = 'REFUND' AND status IN ('REQUESTED', 'UNKNOWN', 'PROCESSING')");

  private UnsettledRows() {}

  /** One range an age: created so that this is the latest age reached, and reached lately. */
  static List<Unsettled> due(
      Handle handle,
      Unsettled.Kind kind,
      PaymentMethod method,
      AskingAges ages,
      UnsettledStore.Stretch stretch) {
    List<Duration> all = ages.ages();
    int count = all.size();
    return handle
        .createQuery(kind == Unsettled.Kind.PAYMENT ? PAYMENTS : REFUNDS)
        .bindArray("numbers", Integer.class, IntStream.range(0, count).boxed().toArray())
        .bindArray(
            "froms",
            OffsetDateTime.class,
            IntStream.range(0, count).mapToObj(i -> from(ages, i, stretch)).toArray())
        .bindArray(
            "tos",
            OffsetDateTime.class,
            all.stream().map(age -> utc(stretch.until().minus(age))).toArray())
        .bind("method", method.name())
        .bind("most", stretch.atMost())
        .map(
            (row, context) -> {
              Instant createdAt = row.getObject("created_at", OffsetDateTime.class).toInstant();
              return new Unsettled(
                  kind,
                  new TransactionId(row.getString("transaction_id")),
                  createdAt,
                  createdAt.plus(all.get(row.getInt("number"))));
            })
        .list();
  }

  private static OffsetDateTime from(AskingAges ages, int number, UnsettledStore.Stretch stretch) {
    Instant reachedBefore = stretch.after().minus(ages.ages().get(number));
    Instant agedBeyond = stretch.until().minus(ages.endOf(number));
    return utc(reachedBefore.isAfter(agedBeyond) ? reachedBefore : agedBeyond);
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
