package io.payonce.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;

/** Which addresses of this machine accept connections on a port. */
final class Listening {
  private static final int LONGEST_CONNECTING_MILLIS = 2_000;

  private Listening() {}

  static List<String> addresses(int port) throws SocketException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> accepts(address, port))
        .map(InetAddress::getHostAddress)
        .toList();
  }

  private static boolean accepts(InetAddress address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), LONGEST_CONNECTING_MILLIS);
      return true;
    } catch (IOException e) {
      // Refused: that is the answer.
      return false;
    }
  }
}
