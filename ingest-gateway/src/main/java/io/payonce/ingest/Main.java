package io.payonce.ingest;

import io.payonce.runtime.ServiceMain;

/** The ingress as a process. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(
        ServiceMain.run(
            IngestGateway.NAME,
            System.getenv(),
            environment -> IngestGateway.start(environment).lifecycle()));
  }
}
