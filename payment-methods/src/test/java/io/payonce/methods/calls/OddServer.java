package io.payonce.methods.calls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that takes whole requests and does with them what a test wants. */
final class OddServer implements AutoCloseable {
  /** What follows a request that was read to its end. */
  interface Behaviour {
    void answer(Socket client, OddServer server) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final Queue<Socket> clients = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger requests = new AtomicInteger();
  private volatile Behaviour behaviour;

  OddServer(Behaviour behaviour) throws IOException {
    this.behaviour = behaviour;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  static Behaviour answering(int status, String body) {
    return (client, _) -> write(client, head(status, body.length()) + body);
  }

  static Behaviour silent() {
    return (_, server) -> server.closed.await();
  }

  /** The head and one byte a while, far more slowly than anybody waits. */
  static Behaviour trickling() {
    return (client, server) -> {
      write(client, head(200, 10_000));
      do {
        write(client, " ");
      } while (!server.closed.await(20, TimeUnit.MILLISECONDS));
    };
  }

  static Behaviour resetting() {
    return (client, _) -> client.setSoLinger(true, 0);
  }

  void behave(Behaviour other) {
    behaviour = other;
  }

  int requests() {
    return requests.get();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/api");
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        clients.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException _) {
      // Closed: there is nobody left to serve.
    }
  }

  private void serve(Socket client) {
    try (client) {
      readRequest(client.getInputStream());
      requests.incrementAndGet();
      behaviour.answer(client, this);
    } catch (IOException | InterruptedException _) {
      // The client has gone, as some tests want.
    }
  }

  private static void readRequest(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no whole request");
      }
      head.append((char) next);
    }
    String length = head.toString().replaceAll("(?is).*content-length: *(\\d+).*", "$1");
    in.readNBytes(Integer.parseInt(length));
  }

  private static String head(int status, int length) {
    return "HTTP/1.1 %d So\r\nLocation: /other\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
        .formatted(status, length);
  }

  private static void write(Socket client, String text) throws IOException {
    OutputStream out = client.getOutputStream();
    out.write(text.getBytes(US_ASCII));
    out.flush();
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      server.close();
      for (Socket client : clients) {
        client.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
