package io.payonce.methods.vnpay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.payonce.methods.Parameter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A signature that somebody else computed. */
record Vector(String name, HashSecret secret, String text, String signature) {
  private static final long SEED = 20_261_124;

  static List<Vector> all() {
    try (InputStream file =
        requireNonNull(Vector.class.getResourceAsStream("vectors.txt"), "no vectors.txt")) {
      return new String(file.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" "))
          .map(part -> new Vector(part[0], new HashSecret(part[1]), part[2], part[3]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Vector named(String name) {
    return all().stream().filter(vector -> vector.name().equals(name)).findFirst().orElseThrow();
  }

  /** The parameters, signature included, in an order that is not the sorted one. */
  List<Parameter> shuffledParameters() {
    List<Parameter> parameters = new ArrayList<>(Parameter.parse(text));
    parameters.add(new Parameter(VnpaySignature.HASH, signature));
    Collections.shuffle(parameters, new Random(SEED));
    return parameters;
  }

  @Override
  public String toString() {
    return name;
  }
}
