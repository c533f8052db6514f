package io.payonce.benchmarks.ingress;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * Reads HTTP/1.1 responses from one connection, one after the other, however they are cut up on the
 * way. Each must say how long its body is, and none may follow unasked.
 */
final class ResponseReader {
  private static final int MOST_BYTES = 16 * 1024;
  private static final String HTTP = "HTTP/1.1 ";
  private static final byte[] CONTENT_LENGTH = "content-length:".getBytes(US_ASCII);
  private static final int UNKNOWN = -1;

  private final byte[] bytes = new byte[MOST_BYTES];
  private final ByteBuffer space = ByteBuffer.wrap(bytes);

  private int lineBegin;
  private int status;
  private int bodyLength;
  private int bodyBegin;

  ResponseReader() {
    next();
  }

  /** Where to put what arrives. */
  ByteBuffer space() {
    return space;
  }

  /**
   * Whether the response is there to its end.
   *
   * @throws IllegalStateException if it is not in order, or too long
   */
  boolean isComplete() {
    readHead();
    if (bodyBegin == UNKNOWN) {
      require(space.hasRemaining(), "the response's head is too long");
      return false;
    }
    int end = bodyBegin + bodyLength;
    require(end <= MOST_BYTES, "the response is too long");
    require(space.position() <= end, "there is more than the response");
    return space.position() == end;
  }

  /** Of a complete response. */
  int status() {
    return status;
  }

  /** Of a complete response. */
  String body() {
    return new String(bytes, bodyBegin, bodyLength, UTF_8);
  }

  /** Forgets the response, to read the one after it. */
  void next() {
    space.clear();
    lineBegin = 0;
    status = UNKNOWN;
    bodyLength = UNKNOWN;
    bodyBegin = UNKNOWN;
  }

  private void readHead() {
    int received = space.position();
    for (int at = lineBegin; bodyBegin == UNKNOWN && at + 1 < received; at++) {
      if (bytes[at] == '\r' && bytes[at + 1] == '\n') {
        readLine(at);
        lineBegin = at + 2;
      }
    }
  }

  private void readLine(int end) {
    if (status == UNKNOWN) {
      status = status(new String(bytes, lineBegin, end - lineBegin, US_ASCII));
    } else if (end == lineBegin) {
      require(bodyLength != UNKNOWN, "the response does not say how long it is");
      bodyBegin = end + 2;
    } else if (isContentLength(end)) {
      int value = lineBegin + CONTENT_LENGTH.length;
      bodyLength = number(new String(bytes, value, end - value, US_ASCII).strip());
    }
  }

  private static int status(String line) {
    require(line.startsWith(HTTP) && line.length() >= HTTP.length() + 3, "no status line");
    return number(line.substring(HTTP.length(), HTTP.length() + 3));
  }

  private boolean isContentLength(int end) {
    if (end - lineBegin < CONTENT_LENGTH.length) {
      return false;
    }
    for (int i = 0; i < CONTENT_LENGTH.length; i++) {
      // Of the characters of the name, each differs from its capital by this one bit at the most.
      if ((bytes[lineBegin + i] | 0x20) != (CONTENT_LENGTH[i] | 0x20)) {
        return false;
      }
    }
    return true;
  }

  private static int number(String text) {
    require(text.matches("[0-9]{1,9}"), "not a number where one must be");
    return Integer.parseInt(text);
  }

  private static void require(boolean inOrder, String otherwise) {
    if (!inOrder) {
      throw new IllegalStateException("the response is not in order: " + otherwise);
    }
  }
}
