package io.payonce.refunds;

import io.payonce.runtime.Lifecycle;
import io.payonce.runtime.ManagementServer;
import io.payonce.runtime.Readiness;
import io.payonce.runtime.ServiceMetrics;
import io.payonce.runtime.SettingsException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service that will carry out refund commands. It starts, says how it is and stops; it does not
 * read {@code payment.refund} yet, so refund commands stay in the topic, unread and unharmed.
 */
public final class RefundProcessor implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RefundProcessor.class);
  static final String NAME = "refund-processor";

  private final Lifecycle lifecycle;
  private final ManagementServer management;

  private RefundProcessor(Lifecycle lifecycle, ManagementServer management) {
    this.lifecycle = lifecycle;
    this.management = management;
  }

  /**
   * @param environment read as settings
   * @throws SettingsException listing all that is wrong with the settings
   * @throws IllegalStateException if a part cannot start
   */
  public static RefundProcessor start(Map<String, String> environment) {
    RefundSettings settings = RefundSettings.read(environment);
    return Lifecycle.assemble(
        NAME,
        lifecycle -> {
          var metrics = lifecycle.add("metrics", new ServiceMetrics(NAME));
          var readiness = new Readiness().add(lifecycle.health());
          var management =
              lifecycle.add(
                  "management server",
                  ManagementServer.start(settings.runtime(), readiness, metrics));
          log.warn("refund commands are not processed yet: they stay in their topic");
          return new RefundProcessor(lifecycle, management);
        });
  }

  /** The port that health and metrics are served at. */
  public int managementPort() {
    return management.port();
  }

  Lifecycle lifecycle() {
    return lifecycle;
  }

  @Override
  public void close() {
    lifecycle.close();
  }
}
