package io.payonce.auditor.sightings;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * How a type stands in the auditor's own topics, which nobody else reads. A version stands before
 * it: what a later auditor wrote stops an earlier one, rather than being misread.
 */
public final class ByteForm {
  private static final int VERSION = 1;
  private static final int USUAL_SIZE = 256;

  private ByteForm() {}

  /** Writes a value. */
  @FunctionalInterface
  public interface Writing<T> {
    void write(DataOutput out, T value) throws IOException;
  }

  /** Reads a value. */
  @FunctionalInterface
  public interface Reading<T> {
    T read(DataInput in) throws IOException;
  }

  public static <T> Serde<T> serde(Writing<T> writing, Reading<T> reading) {
    return Serdes.serdeFrom(
        (_, value) -> bytes(writing, value), (topic, bytes) -> value(reading, topic, bytes));
  }

  private static <T> byte[] bytes(Writing<T> writing, T value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      writing.write(out, value);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be written", e);
    }
    return bytes.toByteArray();
  }

  private static <T> T value(Reading<T> reading, String topic, byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readByte();
      if (version != VERSION) {
        throw new SerializationException(topic + " holds version " + version + ", not " + VERSION);
      }
      return reading.read(in);
    } catch (IOException | IllegalArgumentException e) {
      throw new SerializationException(topic + " holds what the auditor did not write", e);
    }
  }
}
