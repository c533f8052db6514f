package io.payonce.benchmarks.ingress;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection that stays open, with one call under way at a time. For one thread. */
final class Caller implements AutoCloseable {
  private static final int MOST_REQUEST_BYTES = 4 * 1024;

  private final SocketChannel channel;
  private final ByteBuffer unsent = ByteBuffer.allocateDirect(MOST_REQUEST_BYTES);
  private final ResponseReader response = new ResponseReader();

  private long number;
  private long begun;

  private Caller(SocketChannel channel) {
    this.channel = channel;
  }

  /** Connects, and has the selector tell of what arrives. */
  static Caller connect(InetSocketAddress server, Selector selector) throws IOException {
    SocketChannel channel = SocketChannel.open(server);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    Caller caller = new Caller(channel);
    channel.register(selector, SelectionKey.OP_READ, caller);
    return caller;
  }

  void begin(long callNumber, byte[] request) throws IOException {
    number = callNumber;
    unsent.clear().put(request).flip();
    response.next();
    begun = System.nanoTime();
    send();
  }

  /**
   * A request is far smaller than a socket's buffer, which is empty when a call begins: it goes out
   * at once, unless the server has stopped reading.
   */
  private void send() throws IOException {
    channel.write(unsent);
    if (unsent.hasRemaining()) {
      throw new IOException("the server does not read what it is sent");
    }
  }

  /** Reads what has arrived; returns whether the call is answered by now. */
  boolean isAnswered() throws IOException {
    if (channel.read(response.space()) < 0) {
      throw new EOFException("the server closed a connection that is to be kept open");
    }
    return response.isComplete();
  }

  long number() {
    return number;
  }

  /** Since the call began, in nanoseconds. */
  long nanos() {
    return System.nanoTime() - begun;
  }

  /** Whether the gateway was told that its callback is recorded. */
  boolean isAccepted() {
    return response.status() == 200 && response.body().contains("\"RspCode\":\"00\"");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
