package io.payonce.callbacks;

import static io.payonce.callbacks.Workplace.callback;
import static io.payonce.callbacks.Workplace.createFor;
import static io.payonce.callbacks.Workplace.opened;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.StopsServers;
import io.payonce.embedded.junit.TestServers;
import io.payonce.idempotency.CachedResult;
import io.payonce.payments.Claim;
import io.payonce.payments.Outcome;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.CreateCommand;
import io.payonce.schemas.Decoding;
import io.payonce.schemas.OutcomeMessage;
import io.payonce.schemas.Reply;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The cached result of a create lives as long as its attempt is open. */
@StopsServers
@ExtendWith(EmbeddedServersExtension.class)
class CachedCreateIT {
  private final TestServers servers;
  private final Workplace workplace;
  private final CreateCommand first = createFor("ORD-1", Instant.now());

  CachedCreateIT(TestServers servers) {
    this.servers = servers;
    workplace = new Workplace(servers, false);
  }

  @AfterEach
  void close() {
    workplace.close();
  }

  @Test
  void a_create_that_opened_an_attempt_can_be_answered_from_its_entry() {
    workplace.handle(0, first);
    CachedResult entry = workplace.entry("ORD-1").orElseThrow();
    assertThat(entry.fingerprint()).isEqualTo(CreateDeciding.saidBy(first));
    assertThat(entry.commandId()).isEqualTo(first.commandId().toString());
    Reply.Decided reply = reply(entry);
    assertThat(reply.response()).contains(opened(first).value()).contains("paymentUrl");
    assertThat(reply.outcome()).isInstanceOf(OutcomeMessage.Decided.class);
  }

  @Test
  void a_repeated_create_brings_a_lost_entry_back_with_the_first_ones_decision() {
    workplace.handle(0, first);
    CachedResult entry = workplace.entry("ORD-1").orElseThrow();
    workplace.handle(0, callback(first, Claim.Status.PENDING, "v-0"));
    assertThat(workplace.entry("ORD-1")).as("nothing has ended").contains(entry);
    workplace.handle(1, createFor("ORD-1", first.acceptedAt().plusSeconds(1)));
    CachedResult again = workplace.entry("ORD-1").orElseThrow();
    assertThat(again.resultJson()).isEqualTo(entry.resultJson());
    assertThat(again.origin().offset()).isEqualTo(1);
  }

  /** Its attempt was opened because another one had failed, which is not known yet this time. */
  @Test
  void a_create_that_is_read_again_after_a_restore_has_its_attempt_and_the_payment_counts()
      throws SQLException {
    CreateCommand second = createFor("ORD-1", first.acceptedAt().plusSeconds(1));
    workplace.handleReread(0, first);
    workplace.handleReread(1, second);
    workplace.handleReread(0, callback(second, Claim.Status.SUCCEEDED, "v-2"));
    workplace.handleReread(1, callback(first, Claim.Status.FAILED, "v-1"));

    try (Connection connection =
            DriverManager.getConnection(servers.jdbcUrl(), servers.user(), "");
        Statement statement = connection.createStatement();
        ResultSet paid =
            statement.executeQuery(
                "SELECT transaction_id FROM transactions WHERE status = 'SUCCEEDED'")) {
      assertThat(paid.next()).isTrue();
      assertThat(paid.getString(1)).isEqualTo(opened(second).value());
    }
  }

  @Test
  void an_entry_is_written_before_its_batch_commits() throws SQLException {
    execute(
        """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'full' USING ERRCODE = '53100'; END $$;
        CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON orders DEFERRABLE INITIALLY DEFERRED
          FOR EACH ROW EXECUTE FUNCTION refuse();
        """);
    assertThat(catchThrowable(() -> workplace.handle(0, first))).isNotNull();
    assertThat(workplace.entry("ORD-1")).isPresent();
    execute("DROP TRIGGER refuse ON orders");
    CachedResult before = workplace.entry("ORD-1").orElseThrow();
    workplace.handle(0, first);
    assertThat(workplace.entry("ORD-1")).contains(before);
  }

  @Test
  void the_callback_that_ends_an_attempt_voids_its_entry_and_so_does_each_repeat_of_it() {
    workplace.handle(0, first);
    CachedResult entry = workplace.entry("ORD-1").orElseThrow();
    CallbackCommand failed = callback(first, Claim.Status.FAILED, "0");
    workplace.handle(0, failed);
    assertThat(workplace.entry("ORD-1")).isEmpty();
    workplace.putBack("ORD-1", entry);
    workplace.handle(0, failed);
    assertThat(workplace.entry("ORD-1")).as("read again after a crash").isEmpty();
    workplace.putBack("ORD-1", entry);
    workplace.handle(1, callback(first, Claim.Status.FAILED, "0"));
    assertThat(workplace.entry("ORD-1")).as("a duplicate, known from the cache").isEmpty();
  }

  @Test
  void a_create_that_is_read_again_after_its_attempt_ended_writes_no_entry() {
    workplace.handle(0, first);
    workplace.handle(0, callback(first, Claim.Status.SUCCEEDED, "v-1"));
    workplace.handle(0, first);
    assertThat(workplace.entry("ORD-1")).isEmpty();
  }

  @Test
  void a_new_attempt_has_its_own_entry_and_a_rejected_create_none() {
    workplace.handle(0, first);
    workplace.handle(0, callback(first, Claim.Status.FAILED, "0"));
    CreateCommand second = createFor("ORD-1", first.acceptedAt().plusSeconds(5));
    workplace.handle(1, second);
    assertThat(reply(workplace.entry("ORD-1").orElseThrow()).response())
        .contains(opened(second).value());
    workplace.handle(1, callback(second, Claim.Status.SUCCEEDED, "v-1"));
    workplace.handle(2, createFor("ORD-1", first.acceptedAt().plusSeconds(9)));
    assertThat(workplace.entry("ORD-1")).isEmpty();
  }

  @Test
  void an_attempt_whose_time_is_over_has_no_entry() {
    workplace.handle(0, createFor("ORD-1", Instant.now().minus(Duration.ofMinutes(16))));
    assertThat(workplace.entry("ORD-1")).isEmpty();
  }

  @Test
  void a_void_that_redis_did_not_take_goes_out_with_the_next_batch() {
    workplace.handle(0, first);
    CachedResult entry = workplace.entry("ORD-1").orElseThrow();
    servers.servers().redis().stop();
    workplace.handle(0, callback(first, Claim.Status.FAILED, "0"));
    servers.servers().redis().start();
    CreateCommand other = createFor("ORD-2", first.acceptedAt());
    await()
        .until(
            () -> {
              workplace.putBack("ORD-1", entry);
              return workplace.entry("ORD-1").isPresent();
            });
    workplace.handle(1, other);
    workplace.handle(1, callback(other, Claim.Status.PENDING, "v-1"));
    assertThat(workplace.entry("ORD-1")).isEmpty();
  }

  private static Reply.Decided reply(CachedResult entry) {
    if (Reply.read(entry.resultJson()) instanceof Decoding.Decoded<Reply>(Reply.Decided reply)
        && reply.outcome() instanceof OutcomeMessage.Decided decided
        && decided.decision().ruling().outcome() == Outcome.APPLIED) {
      return reply;
    }
    throw new AssertionError(entry.resultJson());
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(servers.jdbcUrl(), servers.user(), "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
