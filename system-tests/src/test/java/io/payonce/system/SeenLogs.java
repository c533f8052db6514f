package io.payonce.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** All that this process logs, as the services write it, ours down to the finest level. */
final class SeenLogs extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final JsonEncoder encoder = new JsonEncoder();
  private final Logger ours = logger("io.payonce");

  SeenLogs() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    setContext(context);
    encoder.setContext(context);
    encoder.setWithFormattedMessage(true);
    encoder.start();
    start();
    ours.setLevel(Level.TRACE);
    logger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(this);
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }

  @Override
  protected void append(ILoggingEvent event) {
    lines.add(new String(encoder.encode(event), UTF_8));
  }

  List<String> lines() {
    return lines;
  }

  @Override
  public void close() {
    logger(org.slf4j.Logger.ROOT_LOGGER_NAME).detachAppender(this);
    ours.setLevel(null);
    stop();
  }
}
