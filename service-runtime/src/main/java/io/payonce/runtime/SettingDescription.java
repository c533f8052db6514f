package io.payonce.runtime;

import static java.util.Objects.requireNonNull;

/**
 * A setting as an operator reads of it.
 *
 * @param name the environment variable
 * @param defaultText the default as it would be written, {@link #REQUIRED} or {@link #NONE}
 * @param kind the values that are allowed, in words that follow "must be"
 * @param form the same, for a table
 * @param meaning one sentence on what it changes
 */
public record SettingDescription(
    String name, String defaultText, String kind, Form form, String meaning) {
  /** Stands for the default of a setting that must be given. */
  public static final String REQUIRED = "(required)";

  /** Stands for the default of a setting that may be left out. */
  public static final String NONE = "(none)";

  /**
   * The values that are allowed.
   *
   * @param type such as {@code duration}
   * @param unit what a number counts, or the units that a duration may be written in; else empty
   * @param limits the least and the greatest, or all that there are; empty where anything goes
   */
  public record Form(String type, String unit, String limits) {
    public Form {
      requireNonNull(type, "type is null");
      requireNonNull(unit, "unit is null");
      requireNonNull(limits, "limits is null");
    }
  }

  public SettingDescription {
    requireNonNull(defaultText, "defaultText is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(form, "form is null");
    if (name.isBlank()) {
      throw new IllegalArgumentException("name is blank");
    }
    if (meaning.isBlank()) {
      throw new IllegalArgumentException("meaning of " + name + " is blank");
    }
  }
}
