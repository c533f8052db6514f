package io.payonce.cli.letters;

import io.payonce.cli.operating.PointInTime;
import io.payonce.payments.PaymentMethod;
import io.payonce.schemas.CommandKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which dead letters are meant, as the options of a command say. */
final class LetterFilter {
  @Option(
      names = "--kind",
      split = ",",
      paramLabel = "KIND",
      converter = Kinds.class,
      description = "Only these of create, callback, refund; commas between. Default: all.")
  private List<CommandKind> kinds = List.of();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Only those whose reason contains this.")
  private Optional<String> reason = Optional.empty();

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description = "Only creates and callbacks of this payment method, VNPAY say.")
  private Optional<PaymentMethod> method = Optional.empty();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = PointInTime.class,
      description = "Only those given up at 2026-11-24T10:00:00Z, say, or 2h ago, or later.")
  private Optional<Instant> since = Optional.empty();

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = PointInTime.class,
      description = "Only those given up before.")
  private Optional<Instant> until = Optional.empty();

  static final class Kinds implements ITypeConverter<CommandKind> {
    @Override
    public CommandKind convert(String text) {
      return Arrays.stream(CommandKind.values())
          .filter(kind -> kind.label().equals(text))
          .findFirst()
          .orElseThrow(
              () -> new TypeConversionException("a kind is create, callback or refund: " + text));
    }
  }

  List<CommandKind> kinds() {
    return kinds.isEmpty() ? List.of(CommandKind.values()) : kinds;
  }

  Optional<Instant> since() {
    return since;
  }

  boolean isAnySet() {
    return !kinds.isEmpty()
        || reason.isPresent()
        || method.isPresent()
        || since.isPresent()
        || until.isPresent();
  }

  /** Whether a letter is meant, whatever was done about it. */
  boolean matches(Letter letter) {
    return since.stream().noneMatch(letter.at()::isBefore)
        && until.stream().allMatch(letter.at()::isBefore)
        && reason.stream().allMatch(text -> lower(letter.reason()).contains(lower(text)))
        && (method.isEmpty() || letter.method().equals(method));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
