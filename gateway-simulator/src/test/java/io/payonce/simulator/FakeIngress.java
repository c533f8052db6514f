package io.payonce.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An ingress that answers from a list of codes, the last one for ever. */
final class FakeIngress implements AutoCloseable {
  /** In the place of a code: no answer. */
  static final String SILENCE = "";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final List<String> codes;

  FakeIngress(String... codes) {
    this.codes = List.of(codes);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/api/payment/callback/VNPAY", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String query = exchange.getRequestURI().getRawQuery();
    String code = next(exchange.getRequestMethod() + " " + (query == null ? form : query));
    if (code.equals(SILENCE)) {
      exchange.close();
      return;
    }
    byte[] body = ("{\"RspCode\":\"" + code + "\",\"Message\":\"so\"}").getBytes(UTF_8);
    exchange.sendResponseHeaders(code.equals("99") ? 503 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private synchronized String next(String request) {
    String code = codes.get(Math.min(received.size(), codes.size() - 1));
    received.add(request);
    return code;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Method and parameters of each request. */
  List<String> received() {
    return received;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
