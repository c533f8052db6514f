package io.payonce.embedded;

import java.time.Duration;

/** Starts the servers in a JVM of its own and waits to be killed. */
final class ServersMain {
  private ServersMain() {}

  public static void main(String[] arguments) throws Exception {
    long begin = System.nanoTime();
    EmbeddedServers servers = EmbeddedServers.start();
    System.err.println("up after " + Duration.ofNanos(System.nanoTime() - begin).toMillis());
    System.out.println(servers.folder());
    System.in.read();
    begin = System.nanoTime();
    servers.close();
    System.err.println("closed after " + Duration.ofNanos(System.nanoTime() - begin).toMillis());
  }
}
