package io.payonce.store;

import java.lang.reflect.Array;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.SqlStatement;

/** The columns of a set of rows, to be bound as arrays and opened by {@code unnest}. */
final class Columns {
  private static final Map<Class<?>, String> SQL_TYPES =
      Map.of(
          String.class, "text",
          Long.class, "bigint",
          Integer.class, "integer",
          Boolean.class, "boolean",
          UUID.class, "uuid",
          OffsetDateTime.class, "timestamptz");

  private final Map<String, Column> byName = new LinkedHashMap<>();

  private record Column(Class<?> type, List<Object> values) {}

  /** Appends a value to a column; every column must get one value a row. */
  Columns add(String name, Class<?> type, Object value) {
    byName.computeIfAbsent(name, _ -> new Column(type, new ArrayList<>())).values().add(value);
    return this;
  }

  boolean isEmpty() {
    return byName.isEmpty();
  }

  int rows() {
    return byName.isEmpty() ? 0 : byName.values().iterator().next().values().size();
  }

  void bindTo(SqlStatement<?> statement) {
    byName.forEach((name, column) -> statement.bind(name, array(column.type(), column.values())));
  }

  static Argument texts(Collection<String> values) {
    return array(String.class, values);
  }

  /**
   * An array whose Java type says what it holds: the driver sends that in binary, and one of {@code
   * Object}, as Jdbi's own arrays are, as text, which both sides then take apart letter by letter.
   */
  private static Argument array(Class<?> type, Collection<?> values) {
    Object[] elements = values.toArray((Object[]) Array.newInstance(type, 0));
    return (position, statement, context) ->
        statement.setArray(
            position, statement.getConnection().createArrayOf(SQL_TYPES.get(type), elements));
  }
}
