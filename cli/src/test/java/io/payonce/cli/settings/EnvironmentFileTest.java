package io.payonce.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentFileTest {
  @Test
  void names_and_values_are_read_as_compose_reads_them() throws Exception {
    List<String> lines =
        List.of("# our own", "", "A=1", "export B=x=y", "C=\"two words\"", "D='$x'", "E=", "F=\"");

    assertThat(EnvironmentFile.parse(lines))
        .containsOnly(
            Map.entry("A", "1"),
            Map.entry("B", "x=y"),
            Map.entry("C", "two words"),
            Map.entry("D", "$x"),
            Map.entry("E", ""),
            Map.entry("F", "\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3cret", "=s3cret", "1A=s3cret", "A B=s3cret"})
  void a_line_that_is_none_is_named_by_its_number_alone(String line) {
    assertThatThrownBy(() -> EnvironmentFile.parse(List.of("A=1", line)))
        .isInstanceOf(EnvironmentFile.Unreadable.class)
        .hasMessageContaining("line 2")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void what_is_named_twice_is_told() {
    assertThatThrownBy(() -> EnvironmentFile.parse(List.of("A=1", "A=2")))
        .isInstanceOf(EnvironmentFile.Unreadable.class)
        .hasMessageContaining("names A again");
  }

  @Test
  void a_file_that_is_not_there_is_told() {
    assertThatThrownBy(() -> EnvironmentFile.read(Path.of("no-such.env")))
        .isInstanceOf(EnvironmentFile.Unreadable.class)
        .hasMessageContaining("is not there");
  }
}
