package io.payonce.simulator.merchant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.payonce.methods.vnpay.HashSecret;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** VNPAY's merchant API over HTTP, with the faults that were asked for. */
public final class MerchantApiHandler extends Handler.Abstract implements AutoCloseable {
  /** Where refunds and queries are posted. */
  public static final String PATH = "/merchant_webapi/api/transaction";

  private static final int LARGEST_REQUEST = 64 * 1024;
  private static final int LARGE_ANSWER = 128 * 1024;
  private static final HashSecret OTHER_SECRET = new HashSecret("a secret that is not VNPAY's");

  private final HashSecret secret;
  private final MerchantDesk desk;
  private final Faults faults;
  private final CallMeter calls;
  private final CountDownLatch closed = new CountDownLatch(1);

  MerchantApiHandler(
      String tmnCode, HashSecret secret, MerchantBooks books, Faults faults, CallMeter calls) {
    this.secret = secret;
    this.desk = new MerchantDesk(tmnCode, secret, books, InstantSource.system());
    this.faults = requireNonNull(faults, "faults is null");
    this.calls = requireNonNull(calls, "calls is null");
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback)
      throws IOException, InterruptedException {
    if (!Request.getPathInContext(request).equals(PATH)) {
      return false;
    }
    if (!request.getMethod().equals("POST")) {
      Response.writeError(request, response, callback, 405);
      return true;
    }
    long began = calls.began();
    try {
      take(request, new Exchange(request, response, callback));
    } finally {
      calls.ended(began);
    }
    return true;
  }

  private void take(Request request, Exchange exchange) throws IOException, InterruptedException {
    byte[] body = Content.Source.asInputStream(request).readNBytes(LARGEST_REQUEST);
    DeskRequest asked = DeskRequest.read(body);
    calls.asked(asked.command());
    Optional<Fault> fault = faults.next(asked);
    if (fault.isPresent()) {
      play(fault.get(), asked, exchange);
    } else {
      exchange.answer(desk.answer(asked, false).signedWith(secret));
    }
  }

  private void play(Fault fault, DeskRequest asked, Exchange exchange)
      throws IOException, InterruptedException {
    if (fault.kind() == FaultKind.LATE) {
      pause(fault.delay());
    }
    DeskAnswer answer = answer(fault, asked);
    String signed = answer.signedWith(secret);
    switch (fault.kind()) {
      case LATENCY -> {
        pause(fault.delay());
        exchange.answer(signed);
      }
      case SILENCE -> {
        pause(fault.delay());
        exchange.reset();
      }
      case LATE, RESET -> exchange.reset();
      case SERVER_ERROR -> exchange.error();
      case SLOW_BODY -> exchange.answerSlowly(signed, fault.delay());
      case WRONG_SIGNATURE -> exchange.answer(answer.signedWith(OTHER_SECRET));
      case NO_SIGNATURE -> exchange.answer(signed.replaceAll(",\"vnp_SecureHash\":\"\\w+\"", ""));
      case GARBAGE -> exchange.answer(signed.substring(0, signed.length() / 2));
      case TOO_LARGE -> exchange.answer(signed + " ".repeat(LARGE_ANSWER));
      case CODE, REFUSED_LATER -> exchange.answer(signed);
    }
  }

  private DeskAnswer answer(Fault fault, DeskRequest asked) {
    DeskAnswer done =
        fault.moneyMoves()
            ? desk.answer(asked, fault.kind() == FaultKind.REFUSED_LATER)
            : desk.coded(asked, fault.code());
    return fault.kind() == FaultKind.CODE ? desk.coded(asked, fault.code()) : done;
  }

  /** Ends early when the simulator closes, so that nobody waits for a fault. */
  private boolean pause(Duration duration) throws InterruptedException {
    return !closed.await(duration.toNanos(), NANOSECONDS);
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private final class Exchange {
    private final Request request;
    private final Response response;
    private final Callback callback;

    Exchange(Request request, Response response, Callback callback) {
      this.request = request;
      this.response = response;
      this.callback = callback;
    }

    void answer(String json) {
      byte[] body = json.getBytes(UTF_8);
      head(200, "application/json; charset=utf-8", body.length);
      response.write(true, ByteBuffer.wrap(body), callback);
    }

    void error() {
      byte[] body = "<html><body>Internal Server Error</body></html>".getBytes(UTF_8);
      head(500, "text/html", body.length);
      response.write(true, ByteBuffer.wrap(body), callback);
    }

    void answerSlowly(String json, Duration between) throws InterruptedException {
      byte[] body = json.getBytes(UTF_8);
      head(200, "application/json; charset=utf-8", body.length);
      try (OutputStream out = Content.Sink.asOutputStream(response)) {
        for (byte next : body) {
          out.write(next);
          out.flush();
          pause(between);
        }
        callback.succeeded();
      } catch (IOException gone) {
        // The merchant waits no more, as is to be expected.
        callback.failed(gone);
      }
    }

    /** Without lingering, closing a connection resets it. */
    void reset() throws IOException {
      EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
      if (endPoint.getTransport() instanceof SocketChannel channel && channel.isOpen()) {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
      endPoint.close();
      callback.failed(new EofException("reset, as was asked for"));
    }

    private void head(int status, String contentType, int length) {
      response.setStatus(status);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
    }
  }
}
