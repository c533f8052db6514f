package io.payonce.store;

import io.payonce.embedded.junit.TestServers;
import java.util.List;

/** A store on a test's own database, and SQL beside it, where the store has no words for it. */
final class Database implements AutoCloseable {
  private final PaymentStore store;

  private Database(PaymentStore store) {
    this.store = store;
  }

  static Database of(TestServers servers) {
    return of(StoreSettings.of(servers.jdbcUrl(), servers.user(), "", 4));
  }

  static Database of(StoreSettings settings) {
    return new Database(PaymentStore.open(settings));
  }

  PaymentStore store() {
    return store;
  }

  /** Executes and commits. */
  void execute(String sql) {
    int _ = store.<Integer>inHandle(handle -> handle.execute(sql));
  }

  /** Puts another table with the same rows in the place of a table, as loading a dump does. */
  void loadAnew(String table) {
    execute("CREATE TABLE loaded (LIKE %s INCLUDING ALL)".formatted(table));
    execute("INSERT INTO loaded SELECT * FROM %s".formatted(table));
    execute("DROP TABLE %s".formatted(table));
    execute("ALTER TABLE loaded RENAME TO %s".formatted(table));
  }

  /** The only column of all rows, as text. */
  List<String> column(String sql) {
    return store.inHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }

  /** The only column of the only row, as text. */
  String one(String sql) {
    return store.inHandle(handle -> handle.createQuery(sql).mapTo(String.class).one());
  }

  @Override
  public void close() {
    store.close();
  }
}
