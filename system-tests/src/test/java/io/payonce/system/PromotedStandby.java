package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.embedded.EmbeddedPostgresql;
import io.payonce.embedded.junit.TestServers;
import java.time.Duration;
import java.util.List;

/**
 * A standby that lags, and is promoted when the primary is lost: the same cluster on another
 * timeline. It then answers where the primary did.
 */
final class PromotedStandby implements Journey {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String TIMELINE = "SELECT timeline_id FROM pg_control_checkpoint()";

  private final TestServers servers;
  private final EmbeddedPostgresql postgres;
  private EmbeddedPostgresql standby;
  private boolean promoted;

  PromotedStandby(TestServers servers) {
    this.servers = servers;
    this.postgres = servers.servers().postgres();
    this.standby = postgres;
  }

  /** From now on the standby lags: nothing reaches it any more. */
  @Override
  public void remember() {
    standby = postgres.standby("standby-" + servers.database());
    standby.start();
    String reached = database(postgres).rows("SELECT pg_current_wal_lsn()").getFirst();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                database(standby)
                    .rows("SELECT pg_last_wal_replay_lsn() >= ?::pg_lsn", reached)
                    .equals(List.of("t")));
    database(standby).execute("ALTER SYSTEM SET primary_conninfo = ''");
    database(standby).rows("SELECT pg_reload_conf()");
    await()
        .atMost(PATIENCE)
        .until(() -> database(standby).rows("SELECT pid FROM pg_stat_wal_receiver").isEmpty());
  }

  @Override
  public void goBack() {
    if (!promoted) {
      postgres.stop();
      assertThat(database(standby).rows("SELECT pg_is_in_recovery()")).containsExactly("t");
      database(standby).rows("SELECT pg_promote()");
      database(standby).execute("CHECKPOINT");
      assertThat(database(standby).number(TIMELINE)).isGreaterThan(1);
      standby.stop();
      promoted = true;
    }
    postgres.stop();
    postgres.replaceDataDirectory(standby);
    postgres.start();
  }

  private Database database(EmbeddedPostgresql server) {
    return new Database(server.jdbcUrl(servers.database()), server.user());
  }

  @Override
  public void close() {
    if (standby != postgres) {
      standby.stop();
    }
  }
}
