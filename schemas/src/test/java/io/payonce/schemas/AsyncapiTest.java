package io.payonce.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import io.payonce.payments.OrderId;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.TransactionId;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The description of the topics: all of them, with the schemas that samples are valid by. */
class AsyncapiTest {
  private static final ApiDocument DOCUMENT = ApiDocument.read("asyncapi.yaml");
  private static final Topics TOPICS = new Topics("");

  @Test
  void every_topic_is_described_and_no_other() {
    assertThat(DOCUMENT.at("/asyncapi").asText()).isEqualTo("3.0.0");
    assertThat(channels().keySet()).containsExactlyInAnyOrderElementsOf(TOPICS.all());
    assertThat(DOCUMENT.at("/channels")).hasSize(TOPICS.all().size());
  }

  @Test
  void every_reference_leads_somewhere_and_every_component_is_referred_to() {
    assertThat(DOCUMENT.references())
        .allMatch(reference -> DOCUMENT.target(reference).isObject())
        .contains("outcome.v1.json");
    for (String kind : List.of("messages", "schemas")) {
      DOCUMENT
          .at("/components/" + kind)
          .fieldNames()
          .forEachRemaining(
              name ->
                  assertThat(DOCUMENT.references()).contains("#/components/" + kind + "/" + name));
    }
  }

  @ParameterizedTest
  @EnumSource
  void commands_and_their_retries_have_the_schema_of_their_kind(CommandKind kind) {
    List<String> topics = new ArrayList<>(TOPICS.retries(kind));
    topics.add(TOPICS.commands(kind));

    for (String topic : topics) {
      assertSamplesAreValid(topic, Contract.valueOf(kind.name()));
    }
    assertThat(message(TOPICS.deadLetters(kind)).get("payload").asBoolean()).isTrue();
  }

  @Test
  void outcomes_have_their_schema() {
    assertSamplesAreValid(TOPICS.outcomes(), Contract.OUTCOME);
    assertSamplesAreValid(TOPICS.alerts(), Contract.ALERT);
  }

  @Test
  void every_header_is_described_and_no_other() throws IllegalAccessException {
    Set<String> headers = new HashSet<>();
    for (Field field : RecordHeaders.class.getDeclaredFields()) {
      if (Modifier.isPublic(field.getModifiers())) {
        headers.add((String) Objects.requireNonNull(field.get(null)));
      }
    }
    Set<String> described = new HashSet<>();
    for (String schema : List.of("CommandHeaders", "DeadLetterHeaders", "OutcomeHeaders")) {
      DOCUMENT
          .at("/components/schemas/" + schema + "/properties")
          .fieldNames()
          .forEachRemaining(described::add);
    }

    assertThat(described).isEqualTo(headers).isNotEmpty();
  }

  @Test
  void keys_are_spelled_as_described() {
    OrderId order = new OrderId("ORD-1");

    assertKey(CommandKind.CREATE, IdempotencyKey.ofCreate(order));
    assertKey(CommandKind.REFUND, IdempotencyKey.ofRefund(order));
    assertKey(CommandKind.REFUND, IdempotencyKey.ofRefund(order, "R-1"));
    for (PaymentMethod method : PaymentMethod.values()) {
      assertKey(
          CommandKind.CALLBACK, IdempotencyKey.ofCallback(method, new TransactionId("ORD-1_17")));
    }
  }

  @Test
  void every_channel_has_an_operation() {
    List<String> used =
        DOCUMENT.at("/operations").valueStream().map(o -> o.at("/channel/$ref").asText()).toList();
    List<String> all = new ArrayList<>();
    DOCUMENT.at("/channels").fieldNames().forEachRemaining(name -> all.add("#/channels/" + name));

    assertThat(new HashSet<>(used)).containsExactlyInAnyOrderElementsOf(all);
  }

  private static void assertSamplesAreValid(String topic, Contract contract) {
    JsonNode schema = DOCUMENT.resolved(message(topic).at("/payload/schema"));
    assertThat(schema).as(topic).isEqualTo(contract.schema());
    Schema validator = DOCUMENT.validator(schema);
    List<String> samples =
        Samples.names().stream().filter(name -> Contract.ofSample(name) == contract).toList();
    assertThat(samples).isNotEmpty();
    for (String sample : samples) {
      assertThat(validator.validate(Samples.text(sample), InputFormat.JSON)).as(sample).isEmpty();
    }
    assertThat(validator.validate("{}", InputFormat.JSON)).isNotEmpty();
  }

  private static void assertKey(CommandKind kind, IdempotencyKey key) {
    JsonNode described = message(TOPICS.commands(kind)).at("/bindings/kafka/key");
    assertThat(key.value()).matches(DOCUMENT.resolved(described).get("pattern").asText());
  }

  /** The only message of a topic. */
  private static JsonNode message(String topic) {
    JsonNode messages = Objects.requireNonNull(channels().get(topic), topic).get("messages");
    assertThat(messages).as(topic).hasSize(1);
    return DOCUMENT.resolved(messages.iterator().next());
  }

  private static Map<String, JsonNode> channels() {
    Map<String, JsonNode> channels = new HashMap<>();
    DOCUMENT
        .at("/channels")
        .forEach(channel -> channels.put(channel.get("address").asText(), channel));
    return channels;
  }
}
