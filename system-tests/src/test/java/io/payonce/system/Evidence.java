package io.payonce.system;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.api.sync.RedisCommands;
import io.payonce.embedded.junit.TestServers;
import io.payonce.schemas.OutcomeMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a guarantee looks at after a run: what was acknowledged, what was published, and what the
 * servers hold.
 */
record Evidence(
    Traffic traffic,
    Sent sent,
    Map<UUID, List<OutcomeMessage>> outcomes,
    Database database,
    TestServers servers) {

  /** The names of the locks that are held in Redis. */
  List<String> locks() {
    RedisClient client = RedisClient.create(servers.redisUrl());
    try (var connection = client.connect()) {
      RedisCommands<String, String> redis = connection.sync();
      List<String> keys = new ArrayList<>();
      ScanArgs locks = ScanArgs.Builder.matches(servers.namespace() + "lock:*").limit(1_000);
      KeyScanCursor<String> cursor = redis.scan(ScanCursor.INITIAL, locks);
      keys.addAll(cursor.getKeys());
      while (!cursor.isFinished()) {
        cursor = redis.scan(cursor, locks);
        keys.addAll(cursor.getKeys());
      }
      return keys;
    } finally {
      client.shutdown();
    }
  }
}
