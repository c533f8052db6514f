package io.payonce.cli.settings;

import io.payonce.auditor.OutcomeAuditor;
import io.payonce.callbacks.CallbackProcessor;
import io.payonce.ingest.IngestGateway;
import io.payonce.refunds.RefundProcessor;
import io.payonce.runtime.SettingsCheck;
import io.payonce.simulator.GatewaySimulator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The services, each with what it makes of an environment. */
final class ServiceSettings {
  private static final Map<String, Function<Map<String, String>, SettingsCheck>> CHECKS =
      new LinkedHashMap<>();

  static {
    CHECKS.put(IngestGateway.NAME, IngestGateway::checkSettings);
    CHECKS.put(CallbackProcessor.NAME, CallbackProcessor::checkSettings);
    CHECKS.put(RefundProcessor.NAME, RefundProcessor::checkSettings);
    CHECKS.put(OutcomeAuditor.NAME, OutcomeAuditor::checkSettings);
    CHECKS.put(GatewaySimulator.NAME, GatewaySimulator::checkSettings);
  }

  private ServiceSettings() {}

  static List<String> services() {
    return List.copyOf(CHECKS.keySet());
  }

  /** Those that run in earnest. */
  static List<String> real() {
    return services().stream().filter(service -> !service.equals(GatewaySimulator.NAME)).toList();
  }

  /** Empty for a service that there is not. */
  static Optional<SettingsCheck> check(String service, Map<String, String> environment) {
    return Optional.ofNullable(CHECKS.get(service)).map(check -> check.apply(environment));
  }
}
