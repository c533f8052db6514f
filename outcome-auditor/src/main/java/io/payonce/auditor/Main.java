package io.payonce.auditor;

import io.payonce.runtime.ServiceMain;

/** The process around an {@link OutcomeAuditor}. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(
        ServiceMain.run(
            OutcomeAuditor.NAME,
            System.getenv(),
            environment -> OutcomeAuditor.start(environment).lifecycle()));
  }
}
