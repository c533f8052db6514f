package io.payonce.benchmarks.ingress;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * What a load generator did.
 *
 * @param sent callbacks, of consecutive numbers, all of them answered
 * @param refused the numbers of those that were not answered as recorded
 * @param cpu of the load generator's process
 * @param micros from sending to having the answer, of those that were recorded
 */
record LoadRound(int sent, List<Long> refused, Duration elapsed, Duration cpu, Histogram micros) {
  private static final int FIELDS = 5;
  private static final String NONE = "-";

  LoadRound {
    refused = List.copyOf(refused);
  }

  int accepted() {
    return sent - refused.size();
  }

  String line() {
    ByteBuffer encoded = ByteBuffer.allocate(micros.getNeededByteBufferCapacity());
    int length = micros.encodeIntoCompressedByteBuffer(encoded);
    return String.join(
        " ",
        Integer.toString(sent),
        Long.toString(elapsed.toNanos()),
        Long.toString(cpu.toNanos()),
        Base64.getEncoder().encodeToString(Arrays.copyOf(encoded.array(), length)),
        refused.isEmpty()
            ? NONE
            : refused.stream().map(String::valueOf).collect(Collectors.joining(",")));
  }

  /**
   * @throws IllegalArgumentException if it is none
   */
  static LoadRound parse(String line) {
    String[] fields = line.split(" ", -1);
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException("not a round: " + line);
    }
    return new LoadRound(
        Integer.parseInt(fields[0]),
        fields[4].equals(NONE)
            ? List.of()
            : Arrays.stream(fields[4].split(",", -1)).map(Long::valueOf).toList(),
        Duration.ofNanos(Long.parseLong(fields[1])),
        Duration.ofNanos(Long.parseLong(fields[2])),
        histogram(fields[3]));
  }

  private static Histogram histogram(String text) {
    try {
      return Histogram.decodeFromCompressedByteBuffer(
          ByteBuffer.wrap(Base64.getDecoder().decode(text)), 1);
    } catch (DataFormatException e) {
      throw new IllegalArgumentException("not a histogram", e);
    }
  }
}
