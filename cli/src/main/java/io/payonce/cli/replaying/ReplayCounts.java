package io.payonce.cli.replaying;

import io.payonce.consumer.replaying.Replayed;
import io.payonce.consumer.replaying.ReplayedAs;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What became of records.
 *
 * @param results how many of each; what is missing is none
 * @param changed of these, how many the replay decided
 * @param published outcomes
 */
public record ReplayCounts(Map<ReplayedAs, Long> results, long changed, long published) {
  public static final ReplayCounts NONE = new ReplayCounts(Map.of(), 0, 0);

  public ReplayCounts {
    results = Map.copyOf(results);
  }

  public long of(ReplayedAs as) {
    return results.getOrDefault(as, 0L);
  }

  public long records() {
    return results.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether records are left that a person has to look at. */
  public boolean leavesSome() {
    return of(ReplayedAs.WAITING) + of(ReplayedAs.UNREADABLE) > 0;
  }

  ReplayCounts plus(List<Replayed> replayed, int outcomes) {
    Map<ReplayedAs, Long> sums = sums();
    replayed.forEach(each -> sums.merge(each.as(), 1L, Long::sum));
    long more = replayed.stream().filter(Replayed::changed).count();
    return new ReplayCounts(sums, changed + more, published + outcomes);
  }

  ReplayCounts plus(ReplayCounts other) {
    Map<ReplayedAs, Long> sums = sums();
    other.results.forEach((as, count) -> sums.merge(as, count, Long::sum));
    return new ReplayCounts(sums, changed + other.changed, published + other.published);
  }

  private Map<ReplayedAs, Long> sums() {
    Map<ReplayedAs, Long> sums = new EnumMap<>(ReplayedAs.class);
    sums.putAll(results);
    return sums;
  }
}
