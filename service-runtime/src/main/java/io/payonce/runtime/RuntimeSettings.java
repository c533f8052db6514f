package io.payonce.runtime;

import static java.util.Objects.requireNonNull;

import org.slf4j.event.Level;

/**
 * The settings that every service has.
 *
 * @param managementPort 0 for a free port
 */
public record RuntimeSettings(String managementHost, int managementPort, Level logLevel) {
  public RuntimeSettings {
    requireNonNull(managementHost, "managementHost is null");
    requireNonNull(logLevel, "logLevel is null");
  }

  /** Declares and reads them; the caller finishes the reader. */
  public static RuntimeSettings read(SettingsReader reader, int defaultManagementPort) {
    return new RuntimeSettings(
        reader.text(
            "PAYONCE_MANAGEMENT_HOST",
            "127.0.0.1",
            "The address that health and metrics are served at."),
        reader.integer(
            "PAYONCE_MANAGEMENT_PORT",
            "port",
            defaultManagementPort,
            0,
            65_535,
            "The port that health and metrics are served at; 0 takes a free one."),
        reader.choice(Logging.LEVEL_SETTING, Level.class, Level.INFO, "How much is logged."));
  }
}
