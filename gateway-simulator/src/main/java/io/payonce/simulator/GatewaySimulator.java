package io.payonce.simulator;

import io.payonce.runtime.HttpListener;
import io.payonce.runtime.Lifecycle;
import io.payonce.runtime.SettingsCheck;
import io.payonce.runtime.SettingsException;
import io.payonce.simulator.merchant.MerchantApiHandler;
import io.payonce.simulator.merchant.PlayedMerchantApi;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * VNPAY, played for people: serves the payment page that our links lead to, sends the callback of
 * whoever presses a button there, and answers refunds and queries from books of its own.
 */
public final class GatewaySimulator implements AutoCloseable {
  /** As its metrics and its log name it. */
  public static final String NAME = "gateway-simulator";

  /** The path of the payment page. */
  public static final String PAYMENT_PAGE = PaymentPages.PAGE;

  /** The path of the merchant API. */
  public static final String MERCHANT_API = MerchantApiHandler.PATH;

  private static final Logger log = LoggerFactory.getLogger(GatewaySimulator.class);

  private final Lifecycle lifecycle;
  private final HttpListener server;

  private GatewaySimulator(Lifecycle lifecycle, HttpListener server) {
    this.lifecycle = lifecycle;
    this.server = server;
  }

  /** What the simulator would make of an environment; it is not started. */
  public static SettingsCheck checkSettings(Map<String, String> environment) {
    return SimulatorSettings.check(environment);
  }

  /**
   * @param environment read as settings
   * @throws SettingsException listing all that is wrong with the settings
   * @throws IllegalStateException if the address cannot be listened at
   */
  public static GatewaySimulator start(Map<String, String> environment) {
    SimulatorSettings settings = SimulatorSettings.read(environment);
    return Lifecycle.assemble(NAME, lifecycle -> assemble(settings, lifecycle));
  }

  private static GatewaySimulator assemble(SimulatorSettings settings, Lifecycle lifecycle) {
    IngressClient ingress =
        lifecycle.add(
            "ingress client", new IngressClient(settings.ingress(), settings.answerWithin()));
    IpnDelivery delivery =
        lifecycle.add("delivery", new IpnDelivery(ingress, settings.retryRule()));
    // The time of the start: after a restart, no number is given out again.
    GatewayNumbers numbers = new GatewayNumbers(Instant.now().toEpochMilli());
    VnpayCustomer customer = new VnpayCustomer(settings.terminal(), numbers);
    PlayedMerchantApi merchantApi =
        new PlayedMerchantApi(
            settings.terminal().tmnCode(),
            settings.terminal().hashSecret(),
            numbers::next,
            settings.refundDelays());
    PaymentPages pages = new PaymentPages(settings, customer, delivery, merchantApi.books());
    List<Handler> handlers = new ArrayList<>(merchantApi.handlers());
    handlers.add(new PageHandler(pages));
    HttpListener server =
        lifecycle.add(
            "payment page",
            new HttpListener("simulator", settings.host(), settings.port())
                .start(new Handler.Sequence(handlers)));
    // Closed before the listener, which would wait for requests that are made to wait.
    lifecycle.add("merchant API", merchantApi);
    log.info("the payment page is at {}:{}", settings.host(), server.port());
    return new GatewaySimulator(lifecycle, server);
  }

  /** The port that the page is served at. */
  public int port() {
    return server.port();
  }

  Lifecycle lifecycle() {
    return lifecycle;
  }

  @Override
  public void close() {
    lifecycle.close();
  }
}
