package io.payonce.simulator;

import io.payonce.runtime.ServiceMain;

/** The process around a {@link GatewaySimulator}. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(
        ServiceMain.run(
            GatewaySimulator.NAME,
            System.getenv(),
            environment -> GatewaySimulator.start(environment).lifecycle()));
  }
}
