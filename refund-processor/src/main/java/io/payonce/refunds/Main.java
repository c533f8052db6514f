package io.payonce.refunds;

import io.payonce.runtime.ServiceMain;

/** The process around a {@link RefundProcessor}. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(
        ServiceMain.run(
            RefundProcessor.NAME,
            System.getenv(),
            environment -> RefundProcessor.start(environment).lifecycle()));
  }
}
