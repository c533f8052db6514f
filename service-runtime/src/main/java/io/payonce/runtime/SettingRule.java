package io.payonce.runtime;

import io.payonce.runtime.SettingDescription.Form;
import io.payonce.runtime.settings.DurationText;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a setting's text must look like.
 *
 * @param kind the allowed values, in words that follow "must be"
 * @param form the same, for a table
 * @param shown whether a wrong value may be repeated in a message
 * @param parse empty where the text is not allowed
 */
record SettingRule<T>(String kind, Form form, boolean shown, Function<String, Optional<T>> parse) {

  /** The type of a value that is never shown. */
  static final String SECRET = "secret";

  static SettingRule<String> text() {
    return new SettingRule<>("text", new Form("text", "", ""), true, Optional::of);
  }

  static SettingRule<Secret> secret() {
    return new SettingRule<>(
        "a secret", new Form(SECRET, "", ""), false, text -> Optional.of(new Secret(text)));
  }

  static SettingRule<Boolean> flag() {
    return new SettingRule<>(
        "true or false",
        new Form("flag", "", "true or false"),
        true,
        text ->
            switch (text) {
              case "true" -> Optional.of(true);
              case "false" -> Optional.of(false);
              default -> Optional.empty();
            });
  }

  static SettingRule<Integer> integer(String unit, int min, int max) {
    String limits = min + " to " + max;
    return new SettingRule<>(
        "a whole number from " + limits,
        new Form("whole number", unit, limits),
        true,
        text -> parseInt(text).filter(number -> number >= min && number <= max));
  }

  private static Optional<Integer> parseInt(String text) {
    if (!text.matches("-?\\d{1,10}")) {
      return Optional.empty();
    }
    long number = Long.parseLong(text);
    return number == (int) number ? Optional.of((int) number) : Optional.empty();
  }

  static SettingRule<Duration> duration(Duration min, Duration max) {
    String limits = DurationText.format(min) + " to " + DurationText.format(max);
    return new SettingRule<>(
        "a duration from " + limits,
        new Form("duration", "ms, s, m, h or d", limits),
        true,
        text ->
            DurationText.parse(text)
                .filter(duration -> duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0));
  }

  /** A URI may hold a password, so it is never repeated. */
  static SettingRule<URI> uri(Set<String> schemes) {
    String beginnings =
        new TreeSet<>(schemes)
            .stream().map(scheme -> scheme + ":").collect(Collectors.joining(", "));
    return new SettingRule<>(
        "a URI that begins with one of " + beginnings,
        new Form("URI", "", beginnings),
        false,
        text -> parseUri(text).filter(uri -> schemes.contains(String.valueOf(uri.getScheme()))));
  }

  private static Optional<URI> parseUri(String text) {
    try {
      return Optional.of(URI.create(text));
    } catch (IllegalArgumentException notUri) {
      return Optional.empty();
    }
  }

  static <E extends Enum<E>> SettingRule<E> choice(Class<E> choices) {
    E[] constants = choices.getEnumConstants();
    String names =
        Arrays.stream(constants).map(SettingRule::written).collect(Collectors.joining(", "));
    return new SettingRule<>(
        "one of " + names,
        new Form("choice", "", names),
        true,
        text ->
            Arrays.stream(constants)
                .filter(constant -> written(constant).equals(written(text)))
                .findFirst());
  }

  static String written(Enum<?> constant) {
    return written(constant.name());
  }

  private static String written(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
