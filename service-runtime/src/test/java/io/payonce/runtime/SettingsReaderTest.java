package io.payonce.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofDays(1);

  private enum Acknowledge {
    OUTCOME,
    AS_RECEIVED
  }

  private record All(
      String text,
      String requiredText,
      Secret secret,
      Duration duration,
      int integer,
      boolean flag,
      URI uri,
      URI requiredUri,
      Acknowledge choice) {}

  @Test
  void every_kind_is_read() {
    var given =
        Map.of(
            "A_TEXT", "words",
            "A_REQUIRED_TEXT", "more words",
            "A_SECRET", "s3cret",
            "A_DURATION", "90s",
            "A_INTEGER", "-7",
            "A_FLAG", "true",
            "A_URI", "rediss://example.org:6380",
            "A_REQUIRED_URI", "https://example.org/pay",
            "A_CHOICE", "as-received");
    SettingsReader reader = reader(given);
    All all = declare(reader);
    reader.finish();

    assertThat(all)
        .isEqualTo(
            new All(
                "words",
                "more words",
                new Secret("s3cret"),
                Duration.ofSeconds(90),
                -7,
                true,
                URI.create("rediss://example.org:6380"),
                URI.create("https://example.org/pay"),
                Acknowledge.AS_RECEIVED));
  }

  @Test
  void defaults_stand_in_for_what_is_unset_or_empty() {
    SettingsReader reader =
        reader(
            Map.of(
                "A_REQUIRED_TEXT", "x",
                "A_SECRET", "x",
                "A_REQUIRED_URI", "https://example.org",
                "A_DURATION", ""));
    All all = declare(reader);
    reader.finish();

    assertThat(all.text()).isEqualTo("plain");
    assertThat(all.duration()).isEqualTo(Duration.ofSeconds(30));
    assertThat(all.integer()).isEqualTo(5);
    assertThat(all.flag()).isFalse();
    assertThat(all.uri()).isEqualTo(URI.create("redis://localhost"));
    assertThat(all.choice()).isEqualTo(Acknowledge.OUTCOME);
  }

  @Test
  void settings_are_described_whatever_the_environment_holds() {
    SettingsReader reader = reader(Map.of("A_INTEGER", "wrong"));
    declare(reader);

    assertThat(reader.describe())
        .extracting(
            SettingDescription::name,
            SettingDescription::defaultText,
            SettingDescription::kind,
            SettingDescription::meaning)
        .containsExactly(
            described("A_TEXT", "plain", "text"),
            described("A_REQUIRED_TEXT", SettingDescription.REQUIRED, "text"),
            described("A_SECRET", SettingDescription.REQUIRED, "a secret"),
            described("A_DURATION", "30s", "a duration from 1s to 1d"),
            described("A_INTEGER", "5", "a whole number from -10 to 10"),
            described("A_FLAG", "false", "true or false"),
            described(
                "A_URI", "redis://localhost", "a URI that begins with one of redis:, rediss:"),
            described(
                "A_REQUIRED_URI",
                SettingDescription.REQUIRED,
                "a URI that begins with one of https:"),
            described("A_CHOICE", "outcome", "one of outcome, as-received"));
  }

  @Test
  void all_problems_are_told_together_and_no_secret_with_them() {
    SettingsReader reader =
        reader(
            Map.of(
                "A_SECRET", " s3cret",
                "A_DURATION", "2d",
                "A_INTEGER", "4294967297",
                "A_FLAG", "yes",
                "A_URI", "http://user:s3cret@example.org",
                "A_CHOICE", "never",
                "A_TXT", "s3cret"));
    declare(reader);
    reader.require(false, "limits do not fit");
    var failure = catchThrowableOfType(SettingsException.class, reader::finish);

    assertThat(failure.problems())
        .containsExactly(
            "A_REQUIRED_TEXT is not set, but must be text",
            "A_SECRET begins or ends with white space, but must be a secret",
            "A_DURATION is '2d', but must be a duration from 1s to 1d",
            "A_INTEGER is '4294967297', but must be a whole number from -10 to 10",
            "A_FLAG is 'yes', but must be true or false",
            "A_URI has a value that is not allowed, but must be a URI that begins with one of"
                + " redis:, rediss:",
            "A_REQUIRED_URI is not set, but must be a URI that begins with one of https:",
            "A_CHOICE is 'never', but must be one of outcome, as-received",
            "limits do not fit",
            "A_TXT is not a known setting; did you mean A_TEXT?");
    assertThat(failure.getMessage()).contains(failure.problems()).doesNotContain("s3cret");
  }

  @Test
  void limits_are_inside_and_what_is_beyond_them_is_refused() {
    for (String allowed : List.of("1s", "1000ms", "1440m", "24h", "1d")) {
      SettingsReader reader = reader(Map.of("A_LIMIT", allowed));
      assertThat(reader.duration("A_LIMIT", SECOND, SECOND, DAY, "A limit."))
          .isBetween(SECOND, DAY);
      reader.finish();
    }
    for (String refused :
        List.of("999ms", "86401s", "1", "s", "-1s", "1.5s", "1 s", "9999999999s")) {
      SettingsReader reader = reader(Map.of("A_LIMIT", refused));
      assertThat(reader.duration("A_LIMIT", SECOND, SECOND, DAY, "A limit.")).isEqualTo(SECOND);
      assertThatThrownBy(reader::finish)
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("A_LIMIT is '" + refused + "'");
    }
  }

  @Test
  void a_check_is_passed_over_where_it_looks_at_a_stand_in() {
    SettingsReader reader = reader(Map.of("A_SHORT", "soon"));
    reader.duration("A_SHORT", SECOND, SECOND, DAY, "A limit.");
    reader.duration("A_LONG", DAY, SECOND, DAY, "A limit.");
    reader.require(false, "A_SHORT must be shorter than A_LONG", "A_SHORT", "A_LONG");
    reader.require(false, "A_LONG must be even", "A_LONG");
    var failure = catchThrowableOfType(SettingsException.class, reader::finish);

    assertThat(failure.problems())
        .containsExactly(
            "A_SHORT is 'soon', but must be a duration from 1s to 1d", "A_LONG must be even");
  }

  @Test
  void a_check_tells_what_is_in_force_and_masks_what_may_be_secret() {
    SettingsReader reader =
        reader(
            Map.of(
                "A_TEXT", "jdbc:postgresql://db/payonce?user=u&password=s3cret",
                "A_REQUIRED_TEXT", "x",
                "A_SECRET", "s3cret",
                "A_INTEGER", "7",
                "A_URI", "redis://user:s3cret@example.org/1?s3cret",
                "A_REQUIRED_URI", "s3cret"));
    declare(reader);
    SettingsCheck check = reader.check(() -> "unused");

    assertThat(check.readings())
        .extracting(each -> each.setting().name() + "=" + each.shown() + " " + each.given())
        .containsExactly(
            "A_TEXT=jdbc:postgresql://db/payonce?*** true",
            "A_REQUIRED_TEXT=x true",
            "A_SECRET=*** true",
            "A_DURATION=30s false",
            "A_INTEGER=7 true",
            "A_FLAG=false false",
            "A_URI=redis://***@example.org/1?*** true",
            "A_REQUIRED_URI=*** true",
            "A_CHOICE=outcome false");
    assertThat(check.problems()).singleElement().asString().startsWith("A_REQUIRED_URI has a");
    assertThat(check.toString()).doesNotContain("s3cret");
  }

  @Test
  void what_is_refused_by_what_is_built_of_it_is_a_problem_of_the_settings() {
    SettingsReader reader = reader(Map.of("A_TEXT", "x"));
    reader.text("A_TEXT", "plain", "A text.");
    Supplier<String> refusing =
        () -> {
          throw new IllegalArgumentException("A_TEXT must be longer");
        };

    assertThat(reader.check(refusing).problems()).containsExactly("A_TEXT must be longer");
    assertThatThrownBy(() -> reader.finish(refusing)).isInstanceOf(SettingsException.class);
    assertThat(reader.finish(() -> "built")).isEqualTo("built");
    assertThat(reader.check(() -> "built").problems()).isEmpty();
  }

  @Test
  void what_the_launcher_sets_for_itself_is_no_slip_of_the_pen() {
    new SettingsReader(Map.of("PAYONCE_HOME", "/opt/payonce"), List.of("PAYONCE_"), List.of())
        .finish();
  }

  @Test
  void an_optional_secret_may_be_left_out() {
    SettingsReader reader = reader(Map.of("A_GIVEN", "s3cret"));
    assertThat(reader.optionalSecret("A_GIVEN", "A secret.")).contains(new Secret("s3cret"));
    assertThat(reader.optionalSecret("A_LEFT_OUT", "A secret.")).isEmpty();
    reader.finish();
    assertThat(reader.describe().getLast().defaultText()).isEqualTo(SettingDescription.NONE);
  }

  @Test
  void names_of_others_are_passed_over() {
    SettingsReader reader =
        new SettingsReader(
            Map.of(
                "PATH", "/bin",
                "A_OF_ANOTHER_SERVICE", "1",
                "A_SERVICE_HOST", "10.0.0.1",
                "A_PORT_6379_TCP_ADDR", "10.0.0.1",
                "A_PORT", "tcp://10.0.0.1:6379"),
            List.of("A_"),
            List.of("A_OF_ANOTHER_SERVICE"));
    reader.finish();
  }

  @Test
  void a_port_that_is_no_service_link_is_unknown() {
    assertThatThrownBy(reader(Map.of("A_PORT", "6379"))::finish)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("A_PORT is not a known setting");
  }

  @Test
  void a_wrong_declaration_throws_at_once() {
    SettingsReader reader = reader(Map.of());
    reader.flag("A_FLAG", true, "A flag.");
    assertThatThrownBy(() -> reader.text("A_FLAG", "", "A text."))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> reader.integer("A_INTEGER", 9, 1, 8, "A number."))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> reader.text("A_TEXT", "", " "))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> reader.require(true, "fits", "A_TYPO"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Tuple described(String name, String defaultText, String kind) {
    return tuple(name, defaultText, kind, "Meaning of " + name + ".");
  }

  private static SettingsReader reader(Map<String, String> environment) {
    return new SettingsReader(environment, List.of("A_"), List.of());
  }

  private static All declare(SettingsReader reader) {
    return new All(
        reader.text("A_TEXT", "plain", "Meaning of A_TEXT."),
        reader.requiredText("A_REQUIRED_TEXT", "Meaning of A_REQUIRED_TEXT."),
        reader.secret("A_SECRET", "Meaning of A_SECRET."),
        reader.duration(
            "A_DURATION", Duration.ofSeconds(30), SECOND, DAY, "Meaning of A_DURATION."),
        reader.integer("A_INTEGER", 5, -10, 10, "Meaning of A_INTEGER."),
        reader.flag("A_FLAG", false, "Meaning of A_FLAG."),
        reader.uri("A_URI", "redis://localhost", Set.of("redis", "rediss"), "Meaning of A_URI."),
        reader.requiredUri("A_REQUIRED_URI", Set.of("https"), "Meaning of A_REQUIRED_URI."),
        reader.choice("A_CHOICE", Acknowledge.class, Acknowledge.OUTCOME, "Meaning of A_CHOICE."));
  }
}
