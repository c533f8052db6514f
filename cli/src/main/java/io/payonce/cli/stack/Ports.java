package io.payonce.cli.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of this machine. */
public final class Ports {
  private Ports() {}

  /** Whether nobody listens at the port; 0 is always free. */
  public static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.ofLiteral(Stack.HOST), port));
      return true;
    } catch (IOException _) {
      // It cannot be listened at, for whatever reason: that is the answer.
      return false;
    }
  }
}
