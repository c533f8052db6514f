package io.payonce.runtime;

import io.payonce.runtime.settings.DurationText;
import io.payonce.runtime.settings.UnknownSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Reads settings from an environment, declared one by one, and reports all problems together.
 *
 * <p>Each getter declares a setting and returns its value; where that is missing or wrong, the
 * problem is noted and a stand-in returned, which is of no use but for reading on: call {@link
 * #finish()} after the last getter and before anything is done with the values. An empty value
 * counts as none, as Compose files write it. A declaration that is wrong in itself (a name declared
 * twice, a default out of bounds) throws at once.
 *
 * <p>For one thread.
 */
public final class SettingsReader {
  private static final URI NO_URI = URI.create("about:unset");

  private final Map<String, String> environment;
  private final UnknownSettings unknown;
  private final Map<String, SettingDescription> declared = new LinkedHashMap<>();
  private final Set<String> wrong = new TreeSet<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * @param ownPrefixes a variable that begins with one of these must be declared or known elsewhere
   * @param knownElsewhere names that only other services declare
   */
  public SettingsReader(
      Map<String, String> environment,
      Collection<String> ownPrefixes,
      Collection<String> knownElsewhere) {
    this.environment = Map.copyOf(environment);
    this.unknown = new UnknownSettings(ownPrefixes, knownElsewhere);
  }

  public String text(String name, String defaultValue, String meaning) {
    return read(name, SettingRule.text(), defaultValue, meaning).orElse(defaultValue);
  }

  public String requiredText(String name, String meaning) {
    return read(name, SettingRule.text(), SettingDescription.REQUIRED, meaning).orElse("");
  }

  public Secret secret(String name, String meaning) {
    return read(name, SettingRule.secret(), SettingDescription.REQUIRED, meaning)
        .orElse(new Secret(""));
  }

  /** Empty where it is not given. */
  public Optional<Secret> optionalSecret(String name, String meaning) {
    return read(name, SettingRule.secret(), SettingDescription.NONE, meaning);
  }

  /**
   * Written as a whole number and one of {@code ms}, {@code s}, {@code m}, {@code h}, {@code d}.
   */
  public Duration duration(
      String name, Duration defaultValue, Duration min, Duration max, String meaning) {
    SettingRule<Duration> rule = SettingRule.duration(min, max);
    String defaultText = DurationText.format(defaultValue);
    requireAllowed(name, rule, defaultText);
    return read(name, rule, defaultText, meaning).orElse(defaultValue);
  }

  public int integer(String name, int defaultValue, int min, int max, String meaning) {
    return integer(name, "", defaultValue, min, max, meaning);
  }

  /**
   * @param unit what is counted, such as {@code bytes}
   */
  public int integer(String name, String unit, int defaultValue, int min, int max, String meaning) {
    SettingRule<Integer> rule = SettingRule.integer(unit, min, max);
    String defaultText = Integer.toString(defaultValue);
    requireAllowed(name, rule, defaultText);
    return read(name, rule, defaultText, meaning).orElse(defaultValue);
  }

  public boolean flag(String name, boolean defaultValue, String meaning) {
    return read(name, SettingRule.flag(), Boolean.toString(defaultValue), meaning)
        .orElse(defaultValue);
  }

  /**
   * @param schemes the URI must have one of these, such as {@code redis}
   */
  public URI uri(String name, String defaultValue, Set<String> schemes, String meaning) {
    SettingRule<URI> rule = SettingRule.uri(schemes);
    requireAllowed(name, rule, defaultValue);
    return read(name, rule, defaultValue, meaning).orElse(URI.create(defaultValue));
  }

  /**
   * @param schemes the URI must have one of these, such as {@code https}
   */
  public URI requiredUri(String name, Set<String> schemes, String meaning) {
    return read(name, SettingRule.uri(schemes), SettingDescription.REQUIRED, meaning)
        .orElse(NO_URI);
  }

  /** A constant is written in small letters with hyphens; capitals and underscores do as well. */
  public <E extends Enum<E>> E choice(
      String name, Class<E> choices, E defaultValue, String meaning) {
    return read(name, SettingRule.choice(choices), SettingRule.written(defaultValue), meaning)
        .orElse(defaultValue);
  }

  /**
   * Notes a problem unless {@code holds}.
   *
   * @param settings the names that the check compares; it is passed over where one of them has a
   *     problem already, since it then looks at a stand-in
   */
  public void require(boolean holds, String message, String... settings) {
    for (String setting : settings) {
      if (!declared.containsKey(setting)) {
        throw new IllegalArgumentException(setting + " is not declared");
      }
    }
    if (!holds && List.of(settings).stream().noneMatch(wrong::contains)) {
      problems.add(message);
    }
  }

  /**
   * @throws SettingsException if a setting is missing, wrong or unknown, or a check did not hold
   */
  public void finish() {
    List<String> all = allProblems();
    if (!all.isEmpty()) {
      throw new SettingsException(all);
    }
  }

  /**
   * Finishes, and builds what the values are for.
   *
   * @param build may refuse them by an {@link IllegalArgumentException}, whose message must not
   *     hold a secret
   * @throws SettingsException if anything is wrong
   */
  public <T> T finish(Supplier<T> build) {
    finish();
    try {
      return build.get();
    } catch (IllegalArgumentException refused) {
      throw new SettingsException(List.of(String.valueOf(refused.getMessage())));
    }
  }

  /**
   * Tells all that was declared and all that is wrong, where {@link #finish(Supplier)} would throw.
   */
  public SettingsCheck check(Supplier<?> build) {
    List<String> found = allProblems();
    if (found.isEmpty()) {
      try {
        finish(build);
      } catch (SettingsException wrong) {
        found = wrong.problems();
      }
    }
    return new SettingsCheck(
        declared.values().stream()
            .map(each -> SettingsCheck.Reading.of(each, environment.getOrDefault(each.name(), "")))
            .toList(),
        found);
  }

  private List<String> allProblems() {
    List<String> all = new ArrayList<>(problems);
    all.addAll(unknown.problems(environment, declared.keySet()));
    return all;
  }

  /** The settings declared so far, in that order, whatever the environment holds. */
  public List<SettingDescription> describe() {
    return List.copyOf(declared.values());
  }

  private <T> Optional<T> read(
      String name, SettingRule<T> rule, String defaultText, String meaning) {
    var description = new SettingDescription(name, defaultText, rule.kind(), rule.form(), meaning);
    if (declared.putIfAbsent(name, description) != null) {
      throw new IllegalStateException(name + " is declared twice");
    }
    String given = environment.getOrDefault(name, "");
    if (given.isEmpty()) {
      if (defaultText.equals(SettingDescription.REQUIRED)) {
        note(name, "is not set, but must be " + rule.kind());
      }
      return Optional.empty();
    }
    if (!given.equals(given.strip())) {
      note(name, "begins or ends with white space, but must be " + rule.kind());
      return Optional.empty();
    }
    Optional<T> value = rule.parse().apply(given);
    if (value.isEmpty()) {
      String was = rule.shown() ? "is '" + given + "'" : "has a value that is not allowed";
      note(name, was + ", but must be " + rule.kind());
    }
    return value;
  }

  private void note(String name, String problem) {
    wrong.add(name);
    problems.add(name + " " + problem);
  }

  private static void requireAllowed(String name, SettingRule<?> rule, String defaultText) {
    if (rule.parse().apply(defaultText).isEmpty()) {
      throw new IllegalArgumentException(
          "the default of %s, %s, is not %s".formatted(name, defaultText, rule.kind()));
    }
  }
}
