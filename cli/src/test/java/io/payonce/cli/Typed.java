package io.payonce.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What is typed at the standard input: nothing, unless the test says so. Each thread has its own,
 * because tests run side by side in one JVM.
 */
final class Typed {
  private static final ThreadLocal<InputStream> INPUT =
      ThreadLocal.withInitial(InputStream::nullInputStream);

  private Typed() {}

  /** Takes the place of the standard input for the rest of the JVM's life. */
  static synchronized void install() {
    if (!(System.in instanceof OfThisThread)) {
      System.setIn(new OfThisThread());
    }
  }

  /** For the next command of this thread. */
  static void in(String text) {
    INPUT.set(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  /** Nothing is typed for the commands to come. */
  static void nothing() {
    INPUT.remove();
  }

  private static final class OfThisThread extends InputStream {
    @Override
    public int read() throws IOException {
      return INPUT.get().read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return INPUT.get().read(into, offset, length);
    }

    @Override
    public int available() throws IOException {
      return INPUT.get().available();
    }
  }
}
