package io.payonce.cli.check;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A captured request and what was found out about it.
 *
 * @param id as given: a string, a number or null of JSON
 */
record CheckedRequest(JsonNode id, Finding finding) {
  CheckedRequest {
    requireNonNull(id, "id is null");
    requireNonNull(finding, "finding is null");
  }

  boolean isValid() {
    return finding instanceof Finding.Genuine;
  }
}
