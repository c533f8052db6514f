package io.payonce.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortsTest {
  @Test
  void found_port_can_be_bound_and_lies_below_those_of_outgoing_connections() throws Exception {
    int port = FreePorts.find();

    assertThat(port).isBetween(12_000, 31_999);
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(socket.isBound()).isTrue();
    }
  }
}
