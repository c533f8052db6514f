package io.payonce.idempotency.redis;

import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandKeyword;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.RedisCommand;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The Redis commands in use, each on a single key, so that they work on a cluster too. */
public final class Commands {

  private static final TextCodec UTF_8 = TextCodec.UTF8;

  /** {@code GET} as a script. */
  static final Script GET = Script.of("return redis.call('GET', KEYS[1])");

  /** {@code DEL} as a script. */
  static final Script DELETE = Script.of("return redis.call('DEL', KEYS[1])");

  private static final Script SET =
      Script.of("return redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])");
  private static final Script SET_IF_ABSENT =
      Script.of("return redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2])");

  private Commands() {}

  public static Call<String> get(String key) {
    return call(
        CommandType.GET,
        () -> new ValueOutput<>(UTF_8),
        () -> args().addKey(key),
        new Call.Scripted(GET, key, List.of()));
  }

  /** Answers {@code OK}. */
  public static Call<String> set(String key, String value, Duration ttl) {
    return call(
        CommandType.SET,
        () -> new StatusOutput<>(UTF_8),
        () -> args().addKey(key).addValue(value).add(CommandKeyword.PX).add(ttl.toMillis()),
        new Call.Scripted(SET, key, List.of(value, millis(ttl))));
  }

  /** Answers {@code OK}, or nil if the key exists. */
  public static Call<String> setIfAbsent(String key, String value, Duration ttl) {
    return call(
        CommandType.SET,
        () -> new StatusOutput<>(UTF_8),
        () ->
            args()
                .addKey(key)
                .addValue(value)
                .add(CommandKeyword.NX)
                .add(CommandKeyword.PX)
                .add(ttl.toMillis()),
        new Call.Scripted(SET_IF_ABSENT, key, List.of(value, millis(ttl))));
  }

  /**
   * Answers how many keys were deleted; where many go as one command, the first answers for all of
   * them.
   */
  public static Call<Long> delete(String key) {
    return call(
        CommandType.DEL,
        () -> new IntegerOutput<>(UTF_8),
        () -> args().addKey(key),
        new Call.Scripted(DELETE, key, List.of()));
  }

  /** Answers how many clients of the same server were listening. */
  public static Call<Long> publish(String channel, String message) {
    return call(
        CommandType.PUBLISH,
        () -> new IntegerOutput<>(UTF_8),
        () -> args().addKey(channel).addValue(message),
        null);
  }

  /** Runs a script by its digest, and by its text where the server does not know it. */
  public static Call<Long> script(Script script, String key, String... values) {
    return new Call<>(
        () -> scriptCommand(CommandType.EVALSHA, script.digest(), key, values),
        () -> scriptCommand(CommandType.EVAL, script.text(), key, values),
        new Call.Scripted(script, key, List.of(values)));
  }

  private static RedisCommand<String, String, Long> scriptCommand(
      CommandType type, String script, String key, String... values) {
    CommandArgs<String, String> args = args().add(script).add(1).addKey(key);
    for (String value : values) {
      args.addValue(value);
    }
    return new Command<>(type, new IntegerOutput<>(UTF_8), args);
  }

  private static <T> Call<T> call(
      CommandType type,
      Supplier<CommandOutput<String, String, T>> output,
      Supplier<CommandArgs<String, String>> args,
      Call.@Nullable Scripted scripted) {
    Supplier<RedisCommand<String, String, T>> command =
        () -> new Command<>(type, output.get(), args.get());
    return new Call<>(command, command, scripted);
  }

  private static String millis(Duration ttl) {
    return Long.toString(ttl.toMillis());
  }

  private static CommandArgs<String, String> args() {
    return new CommandArgs<>(UTF_8);
  }
}
