package io.payonce.runtime.commands;

import io.payonce.runtime.SettingsReader;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A line for each command, with its id, key and outcome, at the levels that the operator wants. By
 * default there is none: at 20,000 callbacks a second a line each would cost more than the work.
 *
 * <p>Ask {@link #showsDecisions} or {@link #showsRepeats} before a line's words are put together.
 */
public final class CommandLog {
  /** The logger's name, for those who look for its lines. */
  public static final String LOGGER = "io.payonce.commands";

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

  private final Optional<Level> decisions;
  private final Optional<Level> repeats;

  /** How loud lines of one sort are. */
  enum Loudness {
    OFF,
    DEBUG,
    INFO,
    WARN;

    private Optional<Level> level() {
      return switch (this) {
        case OFF -> Optional.empty();
        case DEBUG -> Optional.of(Level.DEBUG);
        case INFO -> Optional.of(Level.INFO);
        case WARN -> Optional.of(Level.WARN);
      };
    }
  }

  private CommandLog(Optional<Level> decisions, Optional<Level> repeats) {
    this.decisions = decisions;
    this.repeats = repeats;
  }

  /** Declares its settings and reads them; the caller finishes the reader. */
  public static CommandLog read(SettingsReader reader) {
    return new CommandLog(
        reader
            .choice(
                "PAYONCE_LOG_DECISIONS",
                Loudness.class,
                Loudness.OFF,
                "The level that each decision is logged at, with command id, key and outcome.")
            .level(),
        reader
            .choice(
                "PAYONCE_LOG_REPEATS",
                Loudness.class,
                Loudness.OFF,
                "The level that each duplicate, lock conflict and command that has to wait is"
                    + " logged at.")
            .level());
  }

  /** Whether decisions are written at present. */
  public boolean showsDecisions() {
    return decisions.filter(LOG::isEnabledForLevel).isPresent();
  }

  /** Whether duplicates, lock conflicts and what waits are written at present. */
  public boolean showsRepeats() {
    return repeats.filter(LOG::isEnabledForLevel).isPresent();
  }

  /**
   * @param outcome in one word
   * @param reason a short code; empty for none
   */
  public void decided(UUID commandId, String key, String outcome, String reason) {
    decisions.ifPresent(
        level -> line(level, commandId, key, outcome, reason).log("command decided"));
  }

  /**
   * @param outcome in one word: {@code duplicate}, or {@code waiting}
   * @param reason where it was stopped, or why it waits
   */
  public void repeated(UUID commandId, String key, String outcome, String reason) {
    repeats.ifPresent(
        level -> line(level, commandId, key, outcome, reason).log("command not decided anew"));
  }

  private static LoggingEventBuilder line(
      Level level, UUID commandId, String key, String outcome, String reason) {
    LoggingEventBuilder line =
        LOG.atLevel(level)
            .addKeyValue("commandId", commandId)
            .addKeyValue("key", key)
            .addKeyValue("outcome", outcome);
    return reason.isEmpty() ? line : line.addKeyValue("reason", reason);
  }
}
