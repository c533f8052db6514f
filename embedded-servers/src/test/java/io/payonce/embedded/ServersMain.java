package io.payonce.embedded;

/** Starts the servers in a JVM of its own, prints their folder and waits to be killed. */
final class ServersMain {
  private ServersMain() {}

  public static void main(String[] arguments) throws Exception {
    try (EmbeddedServers servers = EmbeddedServers.start()) {
      System.out.println("folder " + servers.folder());
      System.out.println("watchman " + servers.watchmanPid());
      var _ = System.in.read();
    }
  }
}
