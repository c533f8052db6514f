package io.payonce.system;

import io.payonce.callbacks.CallbackProcessor;
import io.payonce.refunds.RefundProcessor;
import java.util.HashMap;
import java.util.Map;

/** A callback processor and a refund processor in this JVM. */
record Workers(CallbackProcessor callbacks, RefundProcessor refunds) implements AutoCloseable {

  /**
   * Starts both.
   *
   * @param more settings of the callback processor
   */
  static Workers start(Installation installation, PlayedVnpay vnpay, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(installation.processorEnvironment());
    environment.putAll(more);
    return new Workers(
        CallbackProcessor.start(environment),
        RefundProcessor.start(installation.refundEnvironment(vnpay.merchantApi())));
  }

  /** How often partitions were read again, as the services say themselves. */
  double rewinds() {
    return new Management(callbacks.managementPort()).metric("payonce_rewinds_total")
        + new Management(refunds.managementPort()).metric("payonce_rewinds_total");
  }

  /** What the callback processor says on its readiness page. */
  String readiness() {
    return new Management(callbacks.managementPort()).ready().body();
  }

  @Override
  public void close() {
    try {
      refunds.close();
    } finally {
      callbacks.close();
    }
  }
}
