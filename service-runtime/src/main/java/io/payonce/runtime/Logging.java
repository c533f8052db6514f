package io.payonce.runtime;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.net.URL;
import java.util.Arrays;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Turns on the services' logging, JSON lines on standard output; tests and tools keep their own.
 *
 * <p>A configuration that is given with {@code -Dlogback.configurationFile} stays in force.
 */
public final class Logging {
  static final String LEVEL_SETTING = "PAYONCE_LOG_LEVEL";

  private Logging() {}

  /** A wrong level counts as INFO here: the settings are read later and report it. */
  public static void configure(Map<String, String> environment) {
    if (System.getProperty("logback.configurationFile") != null) {
      return;
    }
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      throw new IllegalStateException("logback is not the logging in use");
    }
    context.reset();
    context.putProperty(LEVEL_SETTING, level(environment).name());
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(resource());
    } catch (JoranException unreadable) {
      throw new IllegalStateException("logback-service.xml cannot be used", unreadable);
    }
  }

  private static Level level(Map<String, String> environment) {
    String given = environment.getOrDefault(LEVEL_SETTING, "");
    return Arrays.stream(Level.values())
        .filter(level -> level.name().equalsIgnoreCase(given))
        .findFirst()
        .orElse(Level.INFO);
  }

  private static URL resource() {
    URL resource = Logging.class.getResource("/logback-service.xml");
    if (resource == null) {
      throw new IllegalStateException("logback-service.xml is not on the class path");
    }
    return resource;
  }
}
