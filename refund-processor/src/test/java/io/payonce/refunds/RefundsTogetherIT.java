package io.payonce.refunds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.schemas.CommandKind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Refunds that are decided in one transaction, of which one goes wrong. */
@ExtendWith(EmbeddedServersExtension.class)
class RefundsTogetherIT {
  private static final int ORDERS = 40;
  private static final Duration LONGEST = Duration.ofSeconds(40);

  private final TestServers servers;
  private final Rig rig;

  RefundsTogetherIT(TestServers servers) {
    this.servers = servers;
    rig = new Rig(servers);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void order_that_somebody_holds_does_not_hold_up_the_others() throws SQLException {
    rig.shop().payMany(ORDERS);
    try (Connection somebody = DriverManager.getConnection(servers.jdbcUrl(), servers.user(), "");
        var statement = somebody.createStatement()) {
      somebody.setAutoCommit(false);
      statement.execute("SELECT 1 FROM orders WHERE order_id = 'MANY-7' FOR UPDATE");
      refundAll();
      await().atMost(LONGEST).until(() -> rig.outcomes().size() == ORDERS - 1);
      assertThat(refunded()).isEqualTo(ORDERS - 1);
      somebody.rollback();
    }
    await().atMost(LONGEST).until(() -> rig.outcomes().size() == ORDERS);
    assertThat(refunded()).isEqualTo(ORDERS);
  }

  @Test
  void refund_that_the_database_refuses_takes_no_other_with_it() {
    rig.shop().payMany(ORDERS);
    rig.shop()
        .execute(
            """
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'not this one' USING ERRCODE = '22023'; END $$;
            CREATE TRIGGER refuse BEFORE INSERT ON transactions FOR EACH ROW
              WHEN (NEW.order_id = 'MANY-7') EXECUTE FUNCTION refuse();
            """);
    refundAll();
    String deadLetters = rig.topics().deadLetters(CommandKind.REFUND);
    await().atMost(LONGEST).until(() -> rig.outcomes().size() == ORDERS);
    assertThat(rig.all(deadLetters)).hasSize(1);
    assertThat(refunded()).isEqualTo(ORDERS - 1);
  }

  private void refundAll() {
    for (int i = 0; i < ORDERS; i++) {
      rig.send(rig.shop().full("MANY-" + i));
    }
    rig.start();
  }

  private long refunded() {
    return rig.shop().number("SELECT count(*) FROM orders WHERE status = 'REFUNDED'");
  }
}
