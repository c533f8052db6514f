package io.payonce.callbacks;

import io.payonce.runtime.ServiceMain;

/** The process around a {@link CallbackProcessor}. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(
        ServiceMain.run(
            CallbackProcessor.NAME,
            System.getenv(),
            environment -> CallbackProcessor.start(environment).lifecycle()));
  }
}
