package io.payonce.auditor.watching;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How commands are watched.
 *
 * @param dueAfter how long after it is expected to be handled a command must have its outcome
 * @param openAtMost the most commands without an outcome that are remembered, by partition, and the
 *     most with one
 * @param window the length of the windows that outcomes are counted in
 */
public record WatchSettings(Duration dueAfter, int openAtMost, Duration window) {
  public WatchSettings {
    requireNonNull(dueAfter, "dueAfter is null");
    requireNonNull(window, "window is null");
  }
}
