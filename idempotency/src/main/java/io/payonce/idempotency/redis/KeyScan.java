package io.payonce.idempotency.redis;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisException;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisKeyCommands;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import java.util.List;
import java.util.function.Consumer;

/**
 * A walk over the keys that begin with a text, on all masters of a cluster. A key that is there
 * from beginning to end is met at least once, perhaps more often; one that comes or goes meanwhile
 * may be met.
 */
final class KeyScan {
  private static final int KEYS_A_PAGE = 1_000;

  private KeyScan() {}

  /** Returns whether it came to its end. */
  static boolean run(
      StatefulConnection<String, String> connection,
      String beginning,
      Consumer<List<String>> pages) {
    RedisKeyCommands<String, String> commands = commands(connection);
    ScanArgs matching = ScanArgs.Builder.matches(literally(beginning) + "*").limit(KEYS_A_PAGE);
    ScanCursor place = ScanCursor.INITIAL;
    while (!place.isFinished()) {
      KeyScanCursor<String> page;
      try {
        page = commands.scan(place, matching);
      } catch (RedisException _) {
        // It timed out or was refused: the caller is told that this is not all.
        return false;
      }
      if (!page.getKeys().isEmpty()) {
        pages.accept(page.getKeys());
      }
      place = page;
    }
    return true;
  }

  private static RedisKeyCommands<String, String> commands(
      StatefulConnection<String, String> connection) {
    return switch (connection) {
      case StatefulRedisClusterConnection<String, String> cluster -> cluster.sync();
      case StatefulRedisConnection<String, String> single -> single.sync();
      default -> throw new IllegalArgumentException("this connection has no keys");
    };
  }

  private static String literally(String text) {
    return text.replaceAll("([\\[\\]*?\\\\^-])", "\\\\$1");
  }
}
