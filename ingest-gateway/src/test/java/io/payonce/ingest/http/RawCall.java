package io.payonce.ingest.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A connection on which a test writes whatever it likes, in order or not. */
final class RawCall implements AutoCloseable {
  private static final int ANSWER_MILLIS = 10_000;

  private final Socket socket;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  RawCall(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(ANSWER_MILLIS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One request that asks for the connection to be closed, or is closed for what it is. */
  static String exchange(int port, String request) {
    try (RawCall call = new RawCall(port)) {
      call.send(request);
      return call.readToEnd();
    }
  }

  void send(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the text over and over, at even intervals, until this call is closed. */
  void keepSending(String text, Duration interval) {
    Runnable write =
        () -> {
          try {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
          } catch (IOException e) {
            // The server has hung up, which is what tests wait for; a failure ends the schedule.
            throw new UncheckedIOException(e);
          }
        };
    clock.scheduleAtFixedRate(write, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** All that the server sends until it closes; what came before a reset counts. */
  String readToEnd() {
    StringBuilder answer = new StringBuilder();
    try {
      byte[] some = new byte[4096];
      int count = socket.getInputStream().read(some);
      while (count >= 0) {
        answer.append(new String(some, 0, count, ISO_8859_1));
        count = socket.getInputStream().read(some);
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the server did not close; it sent: " + answer, e);
    } catch (IOException _) {
      // A reset: the server closed while bytes were under way to it.
    }
    return answer.toString();
  }

  /** The next bytes that the server sends. */
  String read() {
    try {
      byte[] some = new byte[4096];
      return new String(some, 0, socket.getInputStream().read(some), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the server sends nothing for so long. */
  boolean hasNothingToRead(Duration during) {
    try {
      socket.setSoTimeout(Math.toIntExact(during.toMillis()));
      socket.getInputStream().read();
      return false;
    } catch (SocketTimeoutException _) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      restoreTimeout();
    }
  }

  private void restoreTimeout() {
    try {
      socket.setSoTimeout(ANSWER_MILLIS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void endSending() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
