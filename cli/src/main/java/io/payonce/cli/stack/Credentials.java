package io.payonce.cli.stack;

import io.payonce.methods.vnpay.HashSecret;
import io.payonce.simulator.VnpayTerminal;
import java.util.Map;

/**
 * What a shop and a gateway need to be let in: from the process's environment, else defaults that
 * are good for development alone.
 *
 * @param hashSecrets commas between, the one that signs first
 */
public record Credentials(String tmnCode, String hashSecrets, String apiKey) {
  static final String DEVELOPMENT_TMN_CODE = "PAYONCE1";
  static final String DEVELOPMENT_HASH_SECRET = "PAYONCEDEVELOPMENTHASHSECRET0001";
  static final String DEVELOPMENT_API_KEY = "payonce-development-key";

  /** Empty values count as none, as they do for the services. */
  static Credentials from(Map<String, String> environment) {
    return new Credentials(
        read(environment, "VNPAY_TMN_CODE", DEVELOPMENT_TMN_CODE),
        read(environment, "VNPAY_HASH_SECRET", DEVELOPMENT_HASH_SECRET),
        read(environment, "INGRESS_API_KEY", DEVELOPMENT_API_KEY));
  }

  private static String read(Map<String, String> environment, String name, String otherwise) {
    String given = environment.getOrDefault(name, "");
    return given.isEmpty() ? otherwise : given;
  }

  /** The terminal as the gateway knows it. */
  public VnpayTerminal terminal() {
    int comma = hashSecrets.indexOf(',');
    String signing = comma < 0 ? hashSecrets : hashSecrets.substring(0, comma);
    return new VnpayTerminal(tmnCode, new HashSecret(signing.strip()));
  }

  @Override
  public String toString() {
    return "Credentials[" + tmnCode + "]";
  }
}
