package io.payonce.cli.stack;

import io.payonce.embedded.EmbeddedServers;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What each service finds in its environment: from the process's own the variables that begin as
 * that service's do, and above them where the other parts are.
 */
final class ServiceEnvironments {
  private static final String FREE_PORT = "0";
  private static final String UNLIMITED = "0";

  /** Of the limits of calls to gateways it has but these two. */
  private static final Set<String> CALLBACK_PREFIXES =
      Set.of("CALLBACK_", "VNPAY_", "RECONCILE", "GATEWAY_CONNECT_WITHIN", "GATEWAY_ANSWER_WITHIN");

  private final Map<String, String> process;
  private final EmbeddedServers servers;
  private final Credentials credentials;

  ServiceEnvironments(
      Map<String, String> process, EmbeddedServers servers, Credentials credentials) {
    this.process = Map.copyOf(process);
    this.servers = servers;
    this.credentials = credentials;
  }

  Map<String, String> ingest(int port) {
    Map<String, String> environment = inherited(Set.of("INGRESS_", "VNPAY_"));
    // It calls no gateway, and refuses settings that it does not know.
    environment.keySet().removeIf(name -> name.startsWith("VNPAY_API_"));
    environment.putAll(vnpay());
    environment.putAll(servers());
    environment.put("INGRESS_HOST", Stack.HOST);
    environment.put("INGRESS_PORT", Integer.toString(port));
    environment.put("INGRESS_API_KEY", credentials.apiKey());
    // One caller at one address is all that comes here, and forgeries are part of the play.
    environment.putIfAbsent("INGRESS_KEY_RATE", UNLIMITED);
    environment.putIfAbsent("INGRESS_BAD_SIGNATURES_PER_MINUTE", UNLIMITED);
    return environment;
  }

  Map<String, String> simulator(String ingressUrl) {
    Map<String, String> environment = inherited(Set.of("SIMULATOR_"));
    environment.putAll(vnpay());
    environment.putIfAbsent("SIMULATOR_PORT", FREE_PORT);
    environment.putIfAbsent("SIMULATOR_RETRY_INTERVAL", "5s");
    environment.put("SIMULATOR_HOST", Stack.HOST);
    environment.put("SIMULATOR_INGRESS_URL", ingressUrl);
    return environment;
  }

  /**
   * @param payUrl where customers are sent, unless the process's environment says otherwise
   * @param ingressUrl where they come back to, likewise
   * @param apiUrl where VNPAY's merchant API is, likewise
   */
  Map<String, String> callbacks(String payUrl, String ingressUrl, String apiUrl) {
    Map<String, String> environment = inherited(CALLBACK_PREFIXES);
    environment.putAll(vnpay());
    environment.putIfAbsent("VNPAY_API_URL", apiUrl);
    environment.putIfAbsent("VNPAY_PAY_URL", payUrl);
    environment.putIfAbsent("VNPAY_RETURN_URL", ingressUrl + "/api/payment/return/VNPAY");
    environment.putIfAbsent("CALLBACK_AUTO_REFUND_SURPLUS", "true");
    environment.putAll(servers());
    return environment;
  }

  /**
   * @param apiUrl where VNPAY's merchant API is, unless the process's environment says otherwise
   */
  Map<String, String> refunds(String apiUrl) {
    Map<String, String> environment = inherited(Set.of("REFUND_", "GATEWAY_", "VNPAY_"));
    environment.putAll(vnpay());
    environment.putIfAbsent("VNPAY_API_URL", apiUrl);
    environment.putAll(servers());
    return environment;
  }

  private Map<String, String> servers() {
    return Map.of(
        "PAYONCE_MANAGEMENT_PORT", FREE_PORT,
        "KAFKA_BOOTSTRAP_SERVERS", servers.kafka().bootstrapServers(),
        "REDIS_URL", servers.redis().url(),
        "POSTGRES_URL", servers.postgres().jdbcUrl(Stack.DATABASE),
        "POSTGRES_USER", servers.postgres().user(),
        "POSTGRES_PASSWORD", "not-needed");
  }

  private Map<String, String> vnpay() {
    return Map.of(
        "VNPAY_TMN_CODE", credentials.tmnCode(),
        "VNPAY_HASH_SECRET", credentials.hashSecrets());
  }

  private Map<String, String> inherited(Set<String> prefixes) {
    Map<String, String> inherited = new HashMap<>();
    process.forEach(
        (name, value) -> {
          if (!value.isEmpty() && prefixes.stream().anyMatch(name::startsWith)) {
            inherited.put(name, value);
          }
        });
    return inherited;
  }
}
