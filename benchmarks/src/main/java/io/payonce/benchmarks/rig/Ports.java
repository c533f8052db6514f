package io.payonce.benchmarks.rig;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of this machine for processes that must be told theirs. */
public final class Ports {
  private Ports() {}

  /** Free a moment ago, which is the best that can be said before a process takes it. */
  public static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
