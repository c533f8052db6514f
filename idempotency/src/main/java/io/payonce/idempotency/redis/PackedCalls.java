package io.payonce.idempotency.redis;

import io.lettuce.core.output.ArrayOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Calls of one kind that go to a single server as one command: for thousands of small commands the
 * work of client and server is mostly in each command's frame.
 *
 * <p>Where the server refuses it as a whole, because one of its keys is of another type say, the
 * calls are to be sent each by itself; all of them may be repeated.
 *
 * <p>For one thread.
 */
final class PackedCalls implements Sendable {
  /** So few that no other client waits long for the server meanwhile. */
  private static final int AT_MOST = 128;

  private static final TextCodec UTF_8 = TextCodec.UTF8;
  private static final Map<Script, Script> OVER_MANY = new ConcurrentHashMap<>();

  private final List<Call<?>> calls;
  private final Script script;
  private final Kind kind;
  private @Nullable AsyncCommand<String, String, List<Object>> sent;

  /** How calls go together: for some Redis has a command over many keys of its own. */
  private enum Kind {
    READ,
    DELETE,
    OTHER;

    static Kind of(Script script) {
      if (script.equals(Commands.GET)) {
        return READ;
      }
      return script.equals(Commands.DELETE) ? DELETE : OTHER;
    }
  }

  private PackedCalls(List<Call<?>> calls, Script script) {
    this.calls = calls;
    this.kind = Kind.of(script);
    this.script = OVER_MANY.computeIfAbsent(script, Script::overMany);
  }

  /** Packs neighbours of one kind; all else stays as it is, and so does the order. */
  static List<Sendable> pack(List<Call<?>> calls) {
    List<Sendable> packed = new ArrayList<>();
    int from = 0;
    while (from < calls.size()) {
      int to = from + 1;
      while (to < calls.size()
          && to - from < AT_MOST
          && goTogether(calls.get(from), calls.get(to))) {
        to++;
      }
      Call.Scripted kind = calls.get(from).scripted();
      packed.add(
          kind == null || to - from == 1
              ? calls.get(from)
              : new PackedCalls(calls.subList(from, to), kind.script()));
      from = kind == null ? from + 1 : to;
    }
    return packed;
  }

  private static boolean goTogether(Call<?> one, Call<?> other) {
    Call.Scripted kind = one.scripted();
    Call.Scripted otherKind = other.scripted();
    return kind != null
        && otherKind != null
        && kind.script().equals(otherKind.script())
        && kind.values().size() == otherKind.values().size();
  }

  @Override
  public AsyncCommand<String, String, ?> begin() {
    return switch (kind) {
      case READ -> begin(CommandType.MGET, keys());
      case DELETE -> begin(CommandType.DEL, keys());
      case OTHER -> begin(CommandType.EVALSHA, script.digest());
    };
  }

  private CommandArgs<String, String> keys() {
    CommandArgs<String, String> args = new CommandArgs<>(UTF_8);
    scripted().forEach(each -> args.addKey(each.key()));
    return args;
  }

  @Override
  public AsyncCommand<String, String, ?> beginWithScriptText() {
    return begin(CommandType.EVAL, script.text());
  }

  private AsyncCommand<String, String, ?> begin(CommandType type, String text) {
    List<Call.Scripted> all = scripted();
    CommandArgs<String, String> args = new CommandArgs<>(UTF_8).add(text).add(all.size());
    all.forEach(each -> args.addKey(each.key()));
    args.add(all.getFirst().values().size());
    all.forEach(each -> args.addValues(each.values()));
    return begin(type, args);
  }

  private AsyncCommand<String, String, ?> begin(
      CommandType type, CommandArgs<String, String> args) {
    AsyncCommand<String, String, List<Object>> begun =
        new AsyncCommand<>(new Command<>(type, new ArrayOutput<>(UTF_8), args));
    sent = begun;
    return begun;
  }

  private List<Call.Scripted> scripted() {
    List<Call.Scripted> all = new ArrayList<>(calls.size());
    for (Call<?> call : calls) {
      Call.Scripted each = call.scripted();
      if (each != null) {
        all.add(each);
      }
    }
    return all;
  }

  /**
   * Hands the answers out, where they came; returns the calls that are to be sent by themselves.
   */
  List<Call<?>> handOut() {
    AsyncCommand<String, String, List<Object>> answered = sent;
    if (answered == null || fate() != Call.Fate.ANSWERED) {
      return fate() == Call.Fate.REFUSED ? calls : List.of();
    }
    List<Object> answers = answered.resultNow();
    for (int i = 0; i < calls.size(); i++) {
      // Of deletes there is one answer, the number of all that were deleted.
      calls.get(i).answered(i > 0 && kind == Kind.DELETE ? Long.valueOf(0) : answers.get(i));
    }
    return List.of();
  }

  @Override
  public void abandon() {
    if (sent != null) {
      sent.cancel();
    }
  }

  @Override
  public Call.Fate fate() {
    return Call.fateOf(sent);
  }
}
