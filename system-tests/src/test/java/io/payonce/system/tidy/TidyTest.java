package io.payonce.system.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TidyTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @Test
  void the_repository_is_tidy() throws IOException {
    Repository repository = Repository.at(ROOT);

    List<String> findings =
        Arrays.stream(Rule.values())
            .flatMap(rule -> rule.check(repository).stream().map(found -> rule + " " + found))
            .toList();

    assertThat(findings).isEmpty();
  }

  @Test
  void it_is_the_whole_repository_that_is_looked_at() throws IOException {
    Repository repository = Repository.at(ROOT);

    assertThat(repository.modules()).contains("payments", "system-tests");
    for (String module : repository.modules()) {
      assertThat(repository.sources())
          .as(module)
          .anyMatch(source -> source.path().startsWith(module + "/src/"));
    }
  }
}
