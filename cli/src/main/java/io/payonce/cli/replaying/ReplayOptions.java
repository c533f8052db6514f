package io.payonce.cli.replaying;

import io.payonce.consumer.replaying.RangeWish;
import io.payonce.payments.OrderId;
import io.payonce.payments.PaymentMethod;
import io.payonce.schemas.CommandKind;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is to be replayed, as it is said on the command line. */
public final class ReplayOptions {
  @Parameters(
      arity = "0..3",
      paramLabel = "TOPIC",
      description = "create, callback, refund: one or more.")
  private List<String> kinds = List.of();

  /** One of them. */
  static final class Beginning {
    @Option(
        names = "--from",
        paramLabel = "TIME",
        required = true,
        description = "From the first record of this time on, as 2026-11-20T00:00:00Z.")
    private Optional<String> from = Optional.empty();

    @Option(
        names = "--from-offset",
        paramLabel = "P=N",
        split = ",",
        required = true,
        description = "From offset N of partition P on; only partitions named, of one topic.")
    private Map<Integer, Long> fromOffsets = Map.of();

    @Option(
        names = "--from-oldest",
        required = true,
        description = "From the oldest record that is there.")
    private boolean fromOldest;

    @Option(
        names = "--resume",
        required = true,
        description = "Go on with the replay of the state file, which says all else.")
    private boolean resume;
  }

  @ArgGroup(multiplicity = "1")
  private Beginning beginning = new Beginning();

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Up to the first record of this time. Default: what is there now.")
  private Optional<String> to = Optional.empty();

  @Option(
      names = "--to-offset",
      paramLabel = "P=N",
      split = ",",
      description = "Up to offset N of partition P, which is not read any more.")
  private Map<Integer, Long> toOffsets = Map.of();

  @Option(names = "--order", paramLabel = "ID", description = "Only commands about this order.")
  private Optional<String> order = Optional.empty();

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description = "Only commands of this gateway, as VNPAY; refund commands name none.")
  private Optional<PaymentMethod> method = Optional.empty();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  public boolean isResuming() {
    return beginning.resume;
  }

  /** Whether nothing is said but where to begin. */
  public boolean saysNothingElse() {
    return kinds.isEmpty()
        && order.isEmpty()
        && method.isEmpty()
        && to.isEmpty()
        && toOffsets.isEmpty();
  }

  /**
   * Not of one that is resumed.
   *
   * @throws ParameterException if it makes no sense
   */
  public ReplayRequest request() {
    Set<CommandKind> meant = EnumSet.noneOf(CommandKind.class);
    kinds.forEach(kind -> meant.add(kind(kind)));
    require(!meant.isEmpty(), "which topics? create, callback or refund");
    require(
        method.isEmpty() || !meant.contains(CommandKind.REFUND),
        "refund commands name no method: leave out refund or --method");
    return new ReplayRequest(
        meant, range(meant.size()), order.map(id -> parsed(id, OrderId::new)), method);
  }

  private CommandKind kind(String name) {
    return parsed(name, word -> CommandKind.valueOf(word.toUpperCase(Locale.ROOT)));
  }

  private RangeWish range(int topics) {
    Optional<Instant> end = to.map(this::time);
    if (!beginning.fromOffsets.isEmpty()) {
      require(topics == 1, "offsets are those of one topic");
      require(end.isEmpty(), "--from-offset goes with --to-offset, not with --to");
      return new RangeWish.Offsets(beginning.fromOffsets, toOffsets);
    }
    require(toOffsets.isEmpty(), "--to-offset goes with --from-offset");
    return beginning.fromOldest
        ? new RangeWish.Oldest(end)
        : new RangeWish.Times(beginning.from.map(this::time).orElseThrow(), end);
  }

  private Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new ParameterException(
          spec.commandLine(), "not a time like 2026-11-20T00:00:00Z: " + text, e);
    }
  }

  private <T> T parsed(String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "what is " + text + "?", e);
    }
  }

  private void require(boolean holds, String problem) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), problem);
    }
  }
}
