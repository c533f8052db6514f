package io.payonce.cli;

import io.payonce.cli.operating.Confirmation;
import io.payonce.cli.replaying.ReplayBars;
import io.payonce.cli.replaying.ReplayLines;
import io.payonce.cli.replaying.ReplayOptions;
import io.payonce.cli.replaying.ReplayPage;
import io.payonce.cli.replaying.ReplayProgress;
import io.payonce.cli.replaying.ReplayRequest;
import io.payonce.cli.replaying.ReplayRun;
import io.payonce.cli.replaying.ReplayState;
import io.payonce.cli.replaying.StateFile;
import io.payonce.cli.replaying.StopOnSignal;
import io.payonce.consumer.replaying.Replay;
import io.payonce.store.ReplayTerms.Keeping;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Takes a stretch of the command topics through again. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    header = "Takes a stretch of the command topics through again, beside the running workers.",
    description = {
      "",
      "Reads payment.create, payment.callback or payment.refund (creates first, refunds last), each"
          + " partition from one offset to another, and hands the records to the same handlers as"
          + " live ones: past the cache, under the locks. What the database has decided stays as it"
          + " is; what it does not know is decided now. Where that changed something, the outcome"
          + " is published with the header replay-id.",
      "",
      "Nothing is parked and no dead letters are written: what a worker would park or give up is"
          + " counted and listed. It says how many records it will read, and asks.",
      "",
      "Ctrl-C ends it after the batch that is under way. However it ends, kill -9 included,"
          + " --resume goes on where it was, and its summary covers all of it.",
      "",
      "Connects by the services' own settings: those of callback-processor for creates and"
          + " callbacks, those of refund-processor for refunds.",
      "",
      "Exit codes:",
      "  0 finished, and every record that was meant has its decision",
      "  1 nothing was done: the range is not there or empty, you said no, a setting is missing, or"
          + " a server does not answer",
      "  2 wrong usage",
      "  3 finished, but some records wait or cannot be read; they are listed",
      "  4 broke off, since a server did not answer for long; --resume goes on",
      "  5 stopped by a signal; --resume goes on"
    },
    footerHeading = "%n",
    footer = {
      "Examples:",
      "  ./payonce replay create callback --from 2026-11-20T00:00:00Z --dry-run",
      "  ./payonce replay callback --from-offset 0=1200,1=1180 --to-offset 0=1300 --yes",
      "  ./payonce replay create callback refund --from-oldest --order ORD-1",
      "  ./payonce replay --resume"
    })
final class ReplayCommand implements Callable<Integer> {
  private static final int REFUSED = 1;
  private static final int LEFT_SOME = 3;
  private static final int BROKE_OFF = 4;
  private static final int STOPPED = 5;
  private static final int MOST_A_SECOND = 1_000_000;

  @Mixin private ReplayOptions options = new ReplayOptions();

  @Option(
      names = "--dry-run",
      description =
          "Decide and undo it: nothing is written. What an earlier batch would have changed is not"
              + " seen in a later one, so figures are a first look. Rows are locked for a moment.")
  private boolean dryRun;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "At the most N records a second, 1 to 1000000. Default: as fast as it goes.")
  private Optional<Integer> rate = Optional.empty();

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description =
          "Where to keep how far it came. Default: payonce/replay.json in $XDG_STATE_HOME or"
              + " ~/.local/state.")
  private Optional<Path> stateFile = Optional.empty();

  @Option(
      names = "--forget",
      description = "Begin anew although the state file holds a replay that is not finished.")
  private boolean forget;

  @Option(names = "--json", description = "Print the summary as one line of JSON.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    require(rate.stream().allMatch(n -> n >= 1 && n <= MOST_A_SECOND), "--rate is out of range");
    Map<String, String> environment = PayonceCommand.environment(spec);
    if (options.isResuming()) {
      require(
          options.saysNothingElse() && !dryRun && !forget,
          "--resume takes topics, range and filters from the state file");
      return resume(environment);
    }
    ReplayRequest request = options.request();
    ReplayRun run = ReplayRun.of(environment);
    if (dryRun) {
      ReplayState plan = planned(run, request);
      return carryOut(run, plan, _ -> {});
    }
    try (StateFile file = StateFile.open(path(environment))) {
      requireNoOther(file);
      ReplayState plan = planned(run, request);
      if (!isConfirmed(plan)) {
        return told("nothing was replayed");
      }
      file.write(plan);
      return carryOut(run, plan, file::write);
    }
  }

  private int resume(Map<String, String> environment) {
    ReplayRun run = ReplayRun.of(environment);
    try (StateFile file = StateFile.open(path(environment))) {
      Optional<ReplayState> state = file.read();
      if (state.isEmpty()) {
        return told("there is no replay to go on with: " + file.path());
      }
      if (state.get().finished()) {
        return summarized(state.get());
      }
      run.requireThere(state.get());
      run.requireReady(state.get(), Keeping.COMMITTED);
      spec.commandLine().getErr().print(ReplayPage.plan(state.get(), Keeping.COMMITTED));
      if (!isConfirmed(state.get())) {
        return told("nothing was replayed");
      }
      return carryOut(run, state.get(), file::write);
    }
  }

  private ReplayState planned(ReplayRun run, ReplayRequest request) {
    ReplayState plan = run.plan(request);
    run.requireReady(plan, keeping());
    spec.commandLine().getErr().print(ReplayPage.plan(plan, keeping()));
    spec.commandLine().getErr().flush();
    return plan;
  }

  /** To be resumed it must be known: a replay that is forgotten leaves its outcomes unpublished. */
  private void requireNoOther(StateFile file) {
    if (!forget && file.read().filter(state -> !state.finished()).isPresent()) {
      throw new IllegalStateException(
          "a replay is not finished: go on with --resume, or give it up with --forget; it is in "
              + file.path());
    }
  }

  private int carryOut(ReplayRun run, ReplayState plan, Consumer<ReplayState> save) {
    StopOnSignal stop = StopOnSignal.install(STOPPED);
    ReplayState[] latest = {plan};
    int exitCode;
    try (ReplayProgress progress = progress()) {
      ReplayRun.Manner manner =
          new ReplayRun.Manner(
              keeping(), rate.map(OptionalInt::of).orElse(OptionalInt.empty()), stop::isStopped);
      Replay.End end =
          run.run(
              plan,
              manner,
              progress,
              state -> {
                save.accept(state);
                latest[0] = state;
              });
      exitCode =
          switch (end) {
            case FINISHED -> code(latest[0]);
            case STOPPED -> STOPPED;
          };
    } catch (RuntimeException e) {
      // Whatever it was, how far it came is saved, and the summary says so.
      Failures.tell(e, spec.commandLine());
      exitCode = BROKE_OFF;
    }
    tell(latest[0], exitCode);
    return stop.ended(exitCode);
  }

  private int summarized(ReplayState state) {
    int exitCode = code(state);
    tell(state, exitCode);
    return exitCode;
  }

  private static int code(ReplayState state) {
    return state.counts().leavesSome() ? LEFT_SOME : 0;
  }

  private void tell(ReplayState state, int exitCode) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        json
            ? ReplayPage.json(state, keeping(), exitCode) + "\n"
            : ReplayPage.summary(state, keeping()));
    out.flush();
    if (!state.finished() && !dryRun) {
      told("not finished: payonce replay --resume goes on with it");
    }
  }

  private Keeping keeping() {
    return dryRun ? Keeping.UNDONE : Keeping.COMMITTED;
  }

  private ReplayProgress progress() {
    return isTerminal()
        ? new ReplayBars()
        : new ReplayLines(spec.commandLine().getErr(), InstantSource.system());
  }

  /** There may be no console at all, depending on which of its modules the JDK takes. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    return System.console() != null && System.console().isTerminal();
  }

  private Path path(Map<String, String> environment) {
    return stateFile.orElseGet(() -> StateFile.usual(environment));
  }

  private void require(boolean holds, String problem) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), problem);
    }
  }

  private int told(String what) {
    spec.commandLine().getErr().println("payonce: " + what);
    return REFUSED;
  }

  private boolean isConfirmed(ReplayState state) {
    return yes
        || Confirmation.isGiven(
            spec.commandLine().getErr(),
            String.format(Locale.ROOT, "Replay these %,d records?", state.offsetsLeft()));
  }
}
