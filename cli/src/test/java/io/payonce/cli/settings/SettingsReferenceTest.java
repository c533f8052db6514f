package io.payonce.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.runtime.SettingsCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsReferenceTest {
  private static final Path WRITTEN = Path.of("..", "docs", "settings.md");

  @Test
  void the_written_reference_is_what_the_services_say() throws IOException {
    assertThat(Files.readString(WRITTEN))
        .as("docs/settings.md is out of date; run: ./payonce config reference > docs/settings.md")
        .isEqualTo(SettingsReference.markdown());
  }

  @Test
  void every_setting_of_every_service_is_in_it_with_a_unit_and_limits_where_it_is_a_number() {
    String reference = SettingsReference.markdown();
    for (SettingsCheck.Reading reading : all()) {
      assertThat(reference).contains("| `" + reading.setting().name() + "` |");
      if (reading.setting().form().type().equals("whole number")) {
        assertThat(reading.setting().form().unit()).as(reading.setting().name()).isNotEmpty();
        assertThat(reading.setting().form().limits()).as(reading.setting().name()).isNotEmpty();
      }
    }
  }

  @Test
  void no_service_takes_a_setting_of_another_one_for_a_slip_of_the_pen() {
    Map<String, String> common = new HashMap<>();
    all().forEach(reading -> common.put(reading.setting().name(), "x"));
    for (String service : ServiceSettings.services()) {
      assertThat(ServiceSettings.check(service, common).orElseThrow().problems())
          .as(service)
          .noneMatch(problem -> problem.contains("is not a known setting"));
    }
  }

  private static List<SettingsCheck.Reading> all() {
    return ServiceSettings.services().stream()
        .flatMap(
            service -> ServiceSettings.check(service, Map.of()).orElseThrow().readings().stream())
        .toList();
  }
}
