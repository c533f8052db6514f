package io.payonce.schemas;

import java.util.Locale;

/** The three kinds of command. */
public enum CommandKind {
  CREATE,
  CALLBACK,
  REFUND;

  /** The kind as it stands in topic names: {@code callback}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
