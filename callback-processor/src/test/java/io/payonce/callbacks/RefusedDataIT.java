package io.payonce.callbacks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.payonce.consumer.PartitionRef;
import io.payonce.consumer.PartitionSpan;
import io.payonce.consumer.ProgressStore;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.idempotency.ResultCache;
import io.payonce.idempotency.redis.RedisLink;
import io.payonce.methods.PaymentMethods;
import io.payonce.methods.vnpay.HashSecret;
import io.payonce.methods.vnpay.Vnpay;
import io.payonce.methods.vnpay.VnpaySettings;
import io.payonce.payments.CreateRules;
import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.Sku;
import io.payonce.schemas.CommandWriter;
import io.payonce.schemas.CreateCommand;
import io.payonce.store.PaymentStore;
import io.payonce.store.StoreSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The database refuses the data of one command: that one is given up, and the others of its batch
 * are committed.
 */
@ExtendWith(EmbeddedServersExtension.class)
class RefusedDataIT {
  private static final PartitionRef PARTITION =
      new PartitionRef("payment.create", new UUID(7, 7), 0);
  private static final String OWNER = "payment.create-0:owner1";

  @Test
  void only_the_refused_command_is_given_up(TestServers servers) throws SQLException {
    try (PaymentStore store = open(servers);
        RedisLink redis = Workplace.redis(servers)) {
      store
          .progress()
          .take(
              PARTITION, OWNER, new ProgressStore.LogRange(0, 3), ProgressStore.Remembered.NOTHING);
      refuse(servers, "ORD-2", "22000");
      Incoming<CreateCommand> refused = create(1, "ORD-2");
      var committed =
          decision(store, redis)
              .decide(List.of(span()), List.of(create(0, "ORD-1"), refused, create(2, "ORD-3")));
      assertThat(committed.held()).containsExactly(PARTITION);
      assertThat(committed.results())
          .hasEntrySatisfying(
              refused, result -> assertThat(result).isInstanceOf(CommandResult.Unstorable.class));
      assertThat(orders(servers)).isEqualTo(2);
      ResultCache cache = new ResultCache(redis);
      assertThat(cache.read("payment:create:ORD-1")).isPresent();
      assertThat(cache.read("payment:create:ORD-2")).isEmpty();
    }
  }

  @Test
  void what_the_database_cannot_do_at_all_gives_nothing_up(TestServers servers)
      throws SQLException {
    try (PaymentStore store = open(servers);
        RedisLink redis = Workplace.redis(servers)) {
      store
          .progress()
          .take(
              PARTITION, OWNER, new ProgressStore.LogRange(0, 3), ProgressStore.Remembered.NOTHING);
      refuse(servers, "ORD-2", "53100");
      assertThat(
              catchThrowable(
                  () ->
                      decision(store, redis)
                          .decide(
                              List.of(span()), List.of(create(0, "ORD-1"), create(1, "ORD-2")))))
          .isInstanceOf(RuntimeException.class);
      assertThat(orders(servers)).isZero();
    }
  }

  private static PaymentStore open(TestServers servers) {
    return PaymentStore.open(StoreSettings.of(servers.jdbcUrl(), servers.user(), "", 2));
  }

  private static BatchDecision<CreateCommand> decision(PaymentStore store, RedisLink redis) {
    VnpaySettings terminal = VnpaySettings.sandbox("TMN00001", List.of(new HashSecret("HASH")));
    CreateEntries entries = new CreateEntries(new ResultCache(redis), InstantSource.system());
    return new BatchDecision<>(
        store,
        new CreateDeciding(new PaymentMethods(List.of(new Vnpay(terminal))), Optional.of(entries)));
  }

  private static PartitionSpan span() {
    return new PartitionSpan(PARTITION, OWNER, 0, 3, 0, 0);
  }

  private static Incoming<CreateCommand> create(int number, String orderId) {
    CreateCommand command =
        new CreateCommand(
            new UUID(number, number),
            Instant.now(),
            new OrderId(orderId),
            PaymentMethod.VNPAY,
            Optional.of(
                new CreateRules.Details(
                    new Money(1_000, "VND"), List.of(new OrderLine(new Sku("A"), 1)))),
            CreateCommand.Presentation.NONE);
    return new Incoming<>(record(command), command, span());
  }

  /** The same record object each time, since records are compared by identity. */
  private static ConsumerRecord<byte[], byte[]> record(CreateCommand command) {
    return RECORDS.computeIfAbsent(
        command.commandId(),
        id ->
            new ConsumerRecord<>(
                PARTITION.topic(),
                0,
                id.getMostSignificantBits(),
                command.key().value().getBytes(UTF_8),
                CommandWriter.write(command)));
  }

  private static final Map<UUID, ConsumerRecord<byte[], byte[]>> RECORDS = new HashMap<>();

  private static void refuse(TestServers servers, String orderId, String sqlState)
      throws SQLException {
    execute(
        servers,
        """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF NEW.order_id = '%s' THEN RAISE EXCEPTION 'refused' USING ERRCODE = '%s'; END IF;
          RETURN NEW;
        END $$;
        CREATE TRIGGER refuse BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION refuse();
        """
            .formatted(orderId, sqlState));
  }

  private static void execute(TestServers servers, String sql) throws SQLException {
    try (Connection connection = connect(servers);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long orders(TestServers servers) throws SQLException {
    try (Connection connection = connect(servers);
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM orders")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static Connection connect(TestServers servers) throws SQLException {
    return DriverManager.getConnection(servers.jdbcUrl(), servers.user(), "");
  }
}
