package io.payonce.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;

/**
 * The members of a JSON object, each read as one type. Absent and {@code null} are the same.
 *
 * @param path where the object stands, for messages: {@code http.}, or empty at the top
 */
record Members(JsonNode object, String path) {

  /** The text, or an empty one where there is none. */
  String text(String name) throws UnreadableRequest {
    JsonNode member = get(name);
    if (member.isNull()) {
      return "";
    }
    if (!member.isTextual()) {
      throw new UnreadableRequest(path + name + " must be a string");
    }
    return member.textValue();
  }

  /** The object, or an empty one where there is none. */
  Members object(String name) throws UnreadableRequest {
    JsonNode member = get(name);
    if (member.isNull()) {
      return new Members(JsonNodeFactory.instance.objectNode(), path + name + ".");
    }
    if (!member.isObject()) {
      throw new UnreadableRequest(path + name + " must be an object");
    }
    return new Members(member, path + name + ".");
  }

  /** Whatever it is; {@code null} of JSON where there is none. */
  JsonNode get(String name) {
    JsonNode member = object.get(name);
    return member == null ? NullNode.getInstance() : member;
  }
}
