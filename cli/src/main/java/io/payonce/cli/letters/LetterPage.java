package io.payonce.cli.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.Command;
import io.payonce.schemas.CreateCommand;
import io.payonce.schemas.Decoding;
import io.payonce.schemas.RefundCommand;
import io.payonce.store.operating.LetterAction;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;

/**
 * Writes one dead letter down: why, its headers, the command in it as far as it can be read, what
 * was done about it, and its bytes, with whatever could steer a terminal escaped.
 */
final class LetterPage {
  static final int BYTES_AT_MOST = 8_192;
  private static final int HEADER_AT_MOST = 512;
  private static final byte[] NOTHING = {};

  private LetterPage() {}

  /** For people. */
  static String text(Letters.Whole whole) {
    Letter letter = whole.letter();
    StringBuilder page = new StringBuilder();
    line(page, "Dead letter", letter.id() + " of " + letter.record().topic());
    line(page, "State", LetterState.after(last(whole)).toString());
    line(page, "Given up at", letter.at().toString());
    line(page, "Because", Printable.text(letter.reason(), HEADER_AT_MOST));
    line(page, "From", Printable.text(letter.source(), HEADER_AT_MOST));
    line(page, "Key", Printable.text(letter.key(), HEADER_AT_MOST));
    line(page, "Sent again", letter.redrives() + " times before");
    page.append("Command\n");
    command(letter).forEach((name, value) -> line(page, "  " + name, value));
    page.append("Headers\n");
    for (Header header : letter.record().headers()) {
      line(page, "  " + Printable.text(header.key(), HEADER_AT_MOST), value(header));
    }
    if (!whole.actions().isEmpty()) {
      page.append("Done about it\n");
    }
    whole.actions().forEach(action -> line(page, "  " + action.at(), words(action)));
    page.append("Value, ").append(letter.value().length).append(" bytes\n");
    page.append("  ").append(Printable.text(letter.value(), BYTES_AT_MOST)).append('\n');
    return page.toString();
  }

  /** For programs: one line. */
  static String json(Letters.Whole whole) {
    Letter letter = whole.letter();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", letter.id().toString())
        .put("topic", letter.record().topic())
        .put("state", LetterState.after(last(whole)).toString())
        .put("at", letter.at().toString())
        .put("reason", letter.reason())
        .put("key", new String(letter.key(), UTF_8))
        .put("redrives", letter.redrives());
    LettersPage.source(json, letter.source());
    ObjectNode command = json.putObject("command");
    command(letter).forEach(command::put);
    ArrayNode headers = json.putArray("headers");
    for (Header header : letter.record().headers()) {
      headers.addObject().put("name", header.key()).put("value", value(header));
    }
    ArrayNode actions = json.putArray("actions");
    whole.actions().forEach(action -> actions.add(LettersPage.action(action)));
    json.put("valueBytes", letter.value().length);
    Optional<String> text = Printable.strict(letter.value());
    if (text.isPresent() && letter.value().length <= BYTES_AT_MOST) {
      json.put("value", text.get());
    } else {
      json.put("valueHex", Printable.hex(letter.value(), BYTES_AT_MOST));
    }
    return json.toString();
  }

  private static Optional<LetterAction> last(Letters.Whole whole) {
    return whole.actions().isEmpty() ? Optional.empty() : Optional.of(whole.actions().getLast());
  }

  /** What the command says, without what only describes the customer. */
  private static Map<String, String> command(Letter letter) {
    Map<String, String> fields = new LinkedHashMap<>();
    letter.commandId().ifPresent(id -> fields.put("commandId", id.toString()));
    switch (letter.command()) {
      case Decoding.Decoded<Command>(var command) -> {
        fields.put("key", command.key().value());
        fields(command, fields);
      }
      case Decoding.FutureVersion<Command> future ->
          fields.put("unreadable", "version " + future.version() + " is newer than ours");
      case Decoding.Undecodable<Command> undecodable ->
          fields.put("unreadable", undecodable.problem());
    }
    return fields;
  }

  private static void fields(Command command, Map<String, String> fields) {
    switch (command) {
      case CreateCommand create -> {
        fields.put("acceptedAt", create.acceptedAt().toString());
        fields.put("orderId", create.orderId().value());
        fields.put("paymentMethod", create.method().name());
        create.details().ifPresent(it -> fields.put("amount", it.amount().toString()));
      }
      case CallbackCommand callback -> {
        fields.put("receivedAt", callback.receivedAt().toString());
        fields.put("paymentMethod", callback.method().name());
        fields.put("transactionId", callback.transactionId().value());
        fields.put("status", callback.claim().status().name());
        fields.put("amount", callback.claim().amount().toString());
        fields.put("gatewayTransactionId", printed(callback.claim().gatewayTransactionId()));
        fields.put("source", callback.evidence().source().name());
      }
      case RefundCommand refund -> {
        fields.put("acceptedAt", refund.acceptedAt().toString());
        fields.put("orderId", refund.orderId().value());
        refund.transactionId().ifPresent(id -> fields.put("transactionId", id.value()));
        refund.amount().ifPresent(amount -> fields.put("amount", amount.toString()));
        refund.refundId().ifPresent(id -> fields.put("refundId", id));
      }
    }
  }

  private static String printed(String text) {
    return Printable.text(text, HEADER_AT_MOST);
  }

  private static String value(Header header) {
    return Printable.text(header.value() == null ? NOTHING : header.value(), HEADER_AT_MOST);
  }

  private static String words(LetterAction action) {
    String what = LetterState.after(Optional.of(action)).toString();
    String as = action.commandId().map(id -> " as command " + id).orElse("");
    String why = action.reason().isEmpty() ? "" : ": " + action.reason();
    return what + as + " by " + action.by() + why;
  }

  private static void line(StringBuilder page, String name, String value) {
    page.append("%-22s %s".formatted(name, value).stripTrailing()).append('\n');
  }
}
