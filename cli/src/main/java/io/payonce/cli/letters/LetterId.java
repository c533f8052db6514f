package io.payonce.cli.letters;

import static java.util.Objects.requireNonNull;

import io.payonce.schemas.CommandKind;
import java.util.Arrays;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Names a dead letter by where it lies: {@code callback/3/17} is at offset 17 of partition 3 of
 * {@code payment.callback.dead-letter}.
 */
record LetterId(CommandKind kind, int partition, long offset) implements Comparable<LetterId> {
  private static final Pattern FORM = Pattern.compile("([a-z]+)/(\\d{1,6})/(\\d{1,18})");
  private static final Comparator<LetterId> BY_PLACE =
      Comparator.comparing(LetterId::kind)
          .thenComparingInt(LetterId::partition)
          .thenComparingLong(LetterId::offset);

  LetterId {
    requireNonNull(kind, "kind is null");
  }

  /** Reads what {@link #toString} writes. */
  static final class Converter implements ITypeConverter<LetterId> {
    @Override
    public LetterId convert(String text) {
      Matcher matcher = FORM.matcher(text);
      if (matcher.matches()) {
        for (CommandKind kind : CommandKind.values()) {
          if (kind.label().equals(matcher.group(1))) {
            return new LetterId(
                kind, Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3)));
          }
        }
      }
      throw new TypeConversionException(
          "a dead letter is named like callback/3/17, with one of "
              + Arrays.stream(CommandKind.values()).map(CommandKind::label).toList());
    }
  }

  @Override
  public int compareTo(LetterId other) {
    return BY_PLACE.compare(this, other);
  }

  @Override
  public String toString() {
    return kind.label() + "/" + partition + "/" + offset;
  }
}
