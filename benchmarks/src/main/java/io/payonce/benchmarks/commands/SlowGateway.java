package io.payonce.benchmarks.commands;

import io.payonce.benchmarks.rig.JvmProcess;
import io.payonce.benchmarks.rig.Ports;
import io.payonce.benchmarks.rig.ServiceSettings;
import io.payonce.methods.vnpay.VnpayTime;
import io.payonce.simulator.GatewaySimulator;
import io.payonce.simulator.Main;
import io.payonce.simulator.SimulatorControl;
import io.payonce.simulator.merchant.BooksPage;
import io.payonce.simulator.merchant.CallMeter;
import io.payonce.simulator.merchant.Fault;
import io.payonce.simulator.merchant.FaultKind;
import io.payonce.simulator.merchant.FaultRule;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** VNPAY, played in a process of its own, which takes its time for each call. */
final class SlowGateway implements AutoCloseable {
  private final JvmProcess process;
  private final URI address;
  private final SimulatorControl control;

  private SlowGateway(JvmProcess process, URI address) {
    this.process = process;
    this.address = address;
    this.control = new SimulatorControl(address);
  }

  /**
   * Starts it.
   *
   * @param latency between each call and its answer
   */
  static SlowGateway start(Duration latency) throws IOException, InterruptedException {
    int port = Ports.free();
    Map<String, String> settings = new HashMap<>(ServiceSettings.TERMINAL);
    settings.put("PAYONCE_LOG_LEVEL", "WARN");
    settings.put("SIMULATOR_PORT", Integer.toString(port));
    JvmProcess process = JvmProcess.start("gateway", Main.class, settings);
    try {
      process.awaitListening(port);
    } catch (IllegalStateException | InterruptedException e) {
      process.close();
      throw e;
    }
    SlowGateway gateway = new SlowGateway(process, URI.create("http://127.0.0.1:" + port));
    Fault late = Fault.after(FaultKind.LATENCY).withDelay(latency);
    gateway.control.fault(new FaultRule(late, "", "", Integer.MAX_VALUE));
    return gateway;
  }

  URI merchantApi() {
    return address.resolve(GatewaySimulator.MERCHANT_API);
  }

  /** Takes the payments of so many orders, and returns its numbers for them. */
  List<String> take(OrderPlan plan, int orders) {
    String createDate = VnpayTime.text(plan.acceptedAt());
    return IntStream.range(0, orders)
        .mapToObj(
            order ->
                control.bookPayment(
                    plan.payment(order).value(), plan.amount(order).minorUnits(), createDate))
        .toList();
  }

  CallMeter.Page calls() {
    return control.calls();
  }

  BooksPage books() {
    return control.books();
  }

  /** CPU time used so far. */
  Duration cpu() {
    return process.cpu();
  }

  void discardLog() throws IOException {
    process.discardLog();
  }

  @Override
  public void close() {
    control.close();
    process.close();
  }
}
