package io.payonce.cli.books;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.payonce.store.auditing.Finding;
import io.payonce.store.auditing.Invariant;
import java.util.List;

/** Writes findings down for programs, as one line. */
final class FindingsJson {
  private FindingsJson() {}

  static String list(List<Invariant> invariants) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    invariants.forEach(invariant -> put(array.addObject(), invariant));
    return array.toString();
  }

  static String of(List<Finding> findings) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("holds", findings.stream().allMatch(Finding.Holds.class::isInstance));
    ArrayNode array = json.putArray("invariants");
    for (Finding finding : findings) {
      ObjectNode each = put(array.addObject(), finding.invariant());
      each.put("tookMillis", finding.took().toMillis());
      switch (finding) {
        case Finding.Holds _ -> each.put("status", "holds");
        case Finding.Unchecked unchecked ->
            each.put("status", "unchecked").put("why", unchecked.why());
        case Finding.Broken broken -> {
          each.put("status", "broken").put("offenders", broken.offenders());
          ArrayNode rows = each.putArray("rows");
          broken.shown().forEach(row -> row.forEach(rows.addObject()::put));
        }
      }
    }
    return json.toString();
  }

  private static ObjectNode put(ObjectNode json, Invariant invariant) {
    return json.put("invariant", invariant.name()).put("promise", invariant.promise());
  }
}
