package io.payonce.refunds;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.schemas.Decoding;
import io.payonce.schemas.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;

/** Listens on one Redis channel, as an ingress does, in Redis's own plain words. */
final class Listener implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Socket socket;
  private final BufferedReader lines;

  Listener(String redisUrl, String channel) throws IOException {
    URI redis = URI.create(redisUrl);
    socket = new Socket(redis.getHost(), redis.getPort());
    socket.setSoTimeout((int) LONGEST.toMillis());
    lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    socket.getOutputStream().write(("SUBSCRIBE " + channel + "\r\n").getBytes(UTF_8));
    pass("subscribe", 3);
  }

  /** The next reply that comes. */
  Reply next() throws IOException {
    pass("message", 3);
    return switch (Reply.read(lines.readLine())) {
      case Decoding.Decoded<Reply> decoded -> decoded.value();
      case Decoding.FutureVersion<Reply> _, Decoding.Undecodable<Reply> _ ->
          throw new AssertionError("a reply cannot be read");
    };
  }

  /** Reads up to a word, and so many lines behind it. */
  private void pass(String word, int more) throws IOException {
    while (!lines.readLine().equals(word)) {
      // Lengths and counts are of no interest.
    }
    for (int i = 0; i < more; i++) {
      lines.readLine();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
