package io.payonce.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * The way to PostgreSQL of a process that dies as soon as a certain word is sent there: for it, the
 * one record that holds the word is what kills. PostgreSQL's driver makes it, as its URL says.
 */
public final class HaltingSockets extends SocketFactory {
  private static final int KILLED = 137;

  private final String word;

  /**
   * @param word as the driver's {@code socketFactoryArg} gives it
   */
  public HaltingSockets(String word) {
    this.word = word;
  }

  /** A JDBC URL whose connections end the process at that word. */
  static String url(String jdbcUrl, String word) {
    return "%s?socketFactory=%s&socketFactoryArg=%s"
        .formatted(jdbcUrl, HaltingSockets.class.getName(), word);
  }

  @Override
  public Socket createSocket() {
    return new HaltingSocket(word);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw new IOException("the driver connects by itself");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    throw new IOException("the driver connects by itself");
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    throw new IOException("the driver connects by itself");
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    throw new IOException("the driver connects by itself");
  }

  private static final class HaltingSocket extends Socket {
    private final String word;

    private HaltingSocket(String word) {
      this.word = word;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      return new HaltingStream(super.getOutputStream(), word);
    }
  }

  private static final class HaltingStream extends FilterOutputStream {
    private final String word;

    private HaltingStream(OutputStream out, String word) {
      super(out);
      this.word = word;
    }

    /** The driver fills a buffer and writes it whole, so the word stands in one piece mostly. */
    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      if (new String(bytes, from, length, ISO_8859_1).contains(word)) {
        Runtime.getRuntime().halt(KILLED);
      }
      out.write(bytes, from, length);
    }
  }
}
