package io.payonce.system.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule is shown to catch what it is there for, and to let pass what only looks like it. */
class RuleTest {
  @ParameterizedTest
  @MethodSource("io.payonce.system.tidy.PlantedSamples#untidy")
  void an_untidy_sample_is_caught(Sample sample) {
    assertThat(sample.findings()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("io.payonce.system.tidy.PlantedSamples#tidy")
  void a_tidy_sample_passes(Sample sample) {
    assertThat(sample.findings()).isEmpty();
  }

  @Test
  void every_rule_has_a_sample_of_each_sort() {
    assertThat(rules(PlantedSamples.untidy())).isEqualTo(EnumSet.allOf(Rule.class));
    assertThat(rules(PlantedSamples.tidy())).isEqualTo(EnumSet.allOf(Rule.class));
  }

  @Test
  void a_finding_says_where() {
    Sample sample =
        Sample.of(Rule.METHODS_ARE_SHORT, "m/src/main/java/p/A.java")
            .with("class A {\n\n  void a() {" + "\n".repeat(70) + "  }\n}\n");

    assertThat(sample.findings().getFirst())
        .hasToString("m/src/main/java/p/A.java:3: a has 71 lines; 60 are allowed");
  }

  private static Set<Rule> rules(Stream<Sample> samples) {
    return samples
        .map(Sample::rule)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Rule.class)));
  }
}
