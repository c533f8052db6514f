package io.payonce.runtime;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpListenerTest {
  private static final int BURST = 500;

  /** The system asks a second time after a second; who waits for that was turned away. */
  private static final int CONNECT_MILLIS = 900;

  private final List<Socket> burst = new ArrayList<>();
  private final HttpListener listener =
      new HttpListener("test", "127.0.0.1", 0).start(new Handler.Sequence());

  @AfterEach
  void close() throws IOException {
    for (Socket socket : burst) {
      socket.close();
    }
    listener.close();
  }

  @Test
  void a_burst_of_connections_waits_while_nobody_accepts() {
    listener.connector().setAccepting(false);

    assertThatCode(this::connectMany).doesNotThrowAnyException();
  }

  private void connectMany() throws IOException {
    for (int i = 0; i < BURST; i++) {
      Socket socket = new Socket();
      burst.add(socket);
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()), CONNECT_MILLIS);
    }
  }
}
