package io.payonce.auditor;

import io.payonce.auditor.measuring.AuditMetrics;
import io.payonce.auditor.running.AuditStream;
import io.payonce.auditor.running.AuditTopology;
import io.payonce.auditor.running.RunningStream;
import io.payonce.runtime.HealthCheck;
import io.payonce.runtime.Lifecycle;
import io.payonce.runtime.ManagementServer;
import io.payonce.runtime.Readiness;
import io.payonce.runtime.ServiceMetrics;
import io.payonce.runtime.SettingsCheck;
import io.payonce.runtime.SettingsException;
import io.payonce.schemas.Topics;
import java.time.Clock;
import java.util.Map;

/**
 * The service that watches from outside that every command gets its outcome. It changes nothing and
 * may be off; starts also while Kafka is away.
 */
public final class OutcomeAuditor implements AutoCloseable {
  /** As its metrics and its log name it. */
  public static final String NAME = "outcome-auditor";

  private final Lifecycle lifecycle;
  private final ManagementServer management;

  private OutcomeAuditor(Lifecycle lifecycle, ManagementServer management) {
    this.lifecycle = lifecycle;
    this.management = management;
  }

  /** What the service would make of an environment; it is not started. */
  public static SettingsCheck checkSettings(Map<String, String> environment) {
    return AuditSettings.check(environment);
  }

  /**
   * @param environment read as settings
   * @throws SettingsException listing all that is wrong with the settings
   * @throws IllegalStateException if a part cannot start
   */
  public static OutcomeAuditor start(Map<String, String> environment) {
    AuditSettings settings = AuditSettings.read(environment);
    return Lifecycle.assemble(NAME, lifecycle -> assemble(settings, lifecycle));
  }

  private static OutcomeAuditor assemble(AuditSettings settings, Lifecycle lifecycle) {
    ServiceMetrics metrics = lifecycle.add("metrics", new ServiceMetrics(NAME));
    Clock clock = Clock.systemUTC();
    AuditMetrics auditMetrics = new AuditMetrics(metrics.registry(), clock);
    Topics topics = new Topics(settings.namespace());
    AuditStream stream =
        new AuditStream(
            settings.stream(),
            topics,
            new AuditTopology(topics, settings.watching(), settings.storms(), auditMetrics),
            clock);
    auditMetrics.watchReading(stream.readThrough());
    RunningStream running = lifecycle.add("stream", RunningStream.start(stream, lifecycle::fail));
    Readiness readiness =
        new Readiness()
            .add(lifecycle.health())
            .add(running.health())
            .add(new HealthCheck("stream", stream::health));
    ManagementServer management =
        lifecycle.add(
            "management server", ManagementServer.start(settings.runtime(), readiness, metrics));
    return new OutcomeAuditor(lifecycle, management);
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
