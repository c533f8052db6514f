package io.payonce.runtime;

import static java.util.Objects.requireNonNull;

/**
 * A setting as an operator reads of it.
 *
 * @param name the environment variable
 * @param defaultText the default as it would be written, {@link #REQUIRED} or {@link #NONE}
 * @param kind the values that are allowed
 * @param meaning one sentence on what it changes
 */
public record SettingDescription(String name, String defaultText, String kind, String meaning) {
  /** Stands for the default of a setting that must be given. */
  public static final String REQUIRED = "(required)";

  /** Stands for the default of a setting that may be left out. */
  public static final String NONE = "(none)";

  public SettingDescription {
    requireNonNull(defaultText, "defaultText is null");
    requireNonNull(kind, "kind is null");
    if (name.isBlank()) {
      throw new IllegalArgumentException("name is blank");
    }
    if (meaning.isBlank()) {
      throw new IllegalArgumentException("meaning of " + name + " is blank");
    }
  }
}
