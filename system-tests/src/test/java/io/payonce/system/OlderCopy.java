package io.payonce.system;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The tables of payments as they once were. Put back, the database knows less than its progress
 * says: what a careless restore does, or a hand that deletes rows. No worker notices that.
 */
final class OlderCopy {
  private static final List<String> TABLES =
      List.of(
          "orders",
          "order_items",
          "transactions",
          "create_responses",
          "refunds",
          "refund_items",
          "refund_responses",
          "transaction_events",
          "inventory",
          "inventory_movements");

  private final Database database;

  private OlderCopy(Database database) {
    this.database = database;
  }

  static OlderCopy of(Database database) {
    database.execute("CREATE SCHEMA older");
    for (String table : TABLES) {
      database.execute("CREATE TABLE older.%1$s AS TABLE public.%1$s".formatted(table));
    }
    return new OlderCopy(database);
  }

  void putBack() {
    database.execute("TRUNCATE " + String.join(", ", TABLES));
    for (String table : TABLES) {
      database.execute(
          "INSERT INTO public.%1$s OVERRIDING SYSTEM VALUE SELECT * FROM older.%1$s"
              .formatted(table));
    }
  }

  /** A digest of all rows there are, and of how far was read. */
  static String digest(Database database) {
    return TABLES.stream()
            .map(table -> digest(database, table, "t::text"))
            .collect(Collectors.joining(" "))
        + digest(
            database, "partition_progress", "t.topic || t.partition || t.next_offset || owner");
  }

  private static String digest(Database database, String table, String row) {
    return table
        + database.rows(
            "SELECT md5(coalesce(string_agg(%1$s, '|' ORDER BY %1$s), '')) FROM %2$s t"
                .formatted(row, table));
  }
}
