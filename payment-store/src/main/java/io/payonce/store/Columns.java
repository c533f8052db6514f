package io.payonce.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.SqlStatement;

/** The columns of a set of rows, to be bound as arrays and opened by {@code unnest}. */
final class Columns {
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

  void bindTo(SqlStatement<?> statement) {
    byName.forEach(
        (name, column) -> statement.bindArray(name, column.type(), column.values().toArray()));
  }
}
