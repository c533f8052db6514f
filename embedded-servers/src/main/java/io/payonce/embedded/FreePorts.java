package io.payonce.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports that a server can take now and take again after a stop.
 *
 * <p>They lie below the range from which Linux gives ports to outgoing connections (32768 and up by
 * default). From within that range, a client that reconnects to a stopped server may be given the
 * server's own port, and the server could not start again.
 */
final class FreePorts {
  private static final int FIRST = 12_000;
  private static final int END = 32_000;
  private static final int MOST_TRIES = 1_000;

  private FreePorts() {}

  static int find() {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no free port between " + FIRST + " and " + END);
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      // In use: that is the answer.
      return false;
    }
  }
}
