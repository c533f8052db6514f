package io.payonce.runtime;

import java.util.List;

/** The settings cannot be used; all that is wrong with them is listed, one problem a line. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  SettingsException(List<String> problems) {
    super("The settings cannot be used:\n  - " + String.join("\n  - ", problems));
    this.problems = List.copyOf(problems);
  }

  /** Each names a setting, says what is wrong with it and what is allowed; never empty. */
  public List<String> problems() {
    return problems;
  }
}
