package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All who ask for one refund and get it are told the same, byte for byte, and one of them at the
 * most that it is his; the others are told that it cannot be had so.
 */
record PaidBackAlike(List<Told> told) implements Guarantee {
  private static final Set<Integer> REFUSALS = Set.of(400, 422);

  @Override
  public void check(Evidence evidence) {
    Map<String, List<Told>> byRefund = told.stream().collect(Collectors.groupingBy(Told::what));
    byRefund.forEach(
        (refund, answers) -> {
          assertThat(answers)
              .as("answers about %s", refund)
              .allMatch(each -> each.hasIt() || REFUSALS.contains(each.status()));
          List<Told> having = answers.stream().filter(Told::hasIt).toList();
          assertThat(having.stream().map(Told::body).distinct())
              .as("bytes about %s", refund)
              .hasSizeLessThanOrEqualTo(1);
          assertThat(having.stream().filter(each -> each.status() == 201))
              .as("told that %s is theirs", refund)
              .hasSizeLessThanOrEqualTo(1);
        });
  }
}
