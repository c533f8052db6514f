package io.payonce.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.payonce.payments.Attempt;
import io.payonce.payments.OrderStatus;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.Refund;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The description of the HTTP side, as far as it can be checked without a running ingress. */
class OpenapiTest {
  private static final ApiDocument DOCUMENT = ApiDocument.read("openapi.yaml");
  private static final String SCHEMAS = "/components/schemas/";

  @Test
  void every_reference_leads_somewhere_and_every_component_is_referred_to() {
    assertThat(DOCUMENT.at("/openapi").asText()).startsWith("3.1.");
    assertThat(DOCUMENT.references())
        .isNotEmpty()
        .allMatch(reference -> DOCUMENT.target(reference).isObject());
    for (String kind : List.of("schemas", "responses", "headers", "parameters")) {
      DOCUMENT
          .at("/components/" + kind)
          .fieldNames()
          .forEachRemaining(
              name ->
                  assertThat(DOCUMENT.references()).contains("#/components/" + kind + "/" + name));
    }
  }

  /** Against the dialect's own schema, so that a keyword with a wrong value is no silent pass. */
  @Test
  void every_schema_is_itself_valid() {
    Schema dialect =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
    List<JsonNode> schemas =
        Stream.concat(
                DOCUMENT.root().findValues("schema").stream(),
                DOCUMENT.at("/components/schemas").valueStream())
            .toList();

    assertThat(schemas).hasSizeGreaterThan(20);
    assertThat(schemas)
        .allSatisfy(
            schema -> assertThat(dialect.validate(schema.toString(), InputFormat.JSON)).isEmpty());
  }

  @Test
  void every_operation_has_its_own_name() {
    List<String> names = DOCUMENT.root().findValuesAsText("operationId");

    assertThat(names)
        .doesNotHaveDuplicates()
        .hasSize(DOCUMENT.root().findValues("tags").size() - 1);
  }

  @Test
  void every_example_is_valid_by_its_schema() {
    int checked = 0;
    for (JsonNode content : DOCUMENT.root().findValues("application/json")) {
      Schema schema = DOCUMENT.validator(content.get("schema"));
      List<JsonNode> examples =
          Stream.concat(
                  content.path("examples").findValues("value").stream(),
                  Stream.of(content.path("example")).filter(JsonNode::isObject))
              .toList();
      for (JsonNode example : examples) {
        assertThat(schema.validate(example)).as(example.toString()).isEmpty();
        checked++;
      }
    }
    assertThat(checked).isGreaterThanOrEqualTo(6);
  }

  @Test
  void a_request_that_the_ingress_refuses_is_not_valid() {
    Schema create = schema("CreateRequest");
    Schema refund = schema("RefundRequest");

    for (String refused :
        List.of(
            "{\"orderId\":\"a\"}",
            "{\"orderId\":\"a b\",\"paymentMethod\":\"VNPAY\"}",
            "{\"orderId\":\"a\",\"paymentMethod\":\"CASH\"}",
            "{\"orderId\":\"a\",\"paymentMethod\":\"VNPAY\",\"amount\":1,\"currency\":\"VND\"}",
            "{\"orderId\":\"a\",\"paymentMethod\":\"VNPAY\",\"locale\":\"fr\"}")) {
      assertThat(create.validate(refused, InputFormat.JSON)).as(refused).isNotEmpty();
    }
    for (String refused :
        List.of(
            "{}",
            "{\"orderId\":\"a\",\"amount\":1,\"currency\":\"VND\"}",
            "{\"orderId\":\"a\",\"currency\":\"VND\"}",
            "{\"orderId\":\"a\",\"items\":[],\"lines\":[]}")) {
      assertThat(refund.validate(refused, InputFormat.JSON)).as(refused).isNotEmpty();
    }
  }

  @Test
  void named_values_are_those_of_the_domain() {
    assertThat(named("PaymentMethod")).isEqualTo(names(List.of(PaymentMethod.values())));
    assertThat(named("OrderStatus/properties/status"))
        .isEqualTo(
            names(
                Arrays.stream(OrderStatus.values())
                    .filter(status -> status != OrderStatus.UNKNOWN)
                    .toList()));
    assertThat(named("Transaction/properties/status"))
        .isEqualTo(
            names(
                Stream.<Enum<?>>concat(
                        Stream.of(Attempt.Status.values()), Stream.of(Refund.Status.values()))
                    .toList()));
  }

  private static Schema schema(String name) {
    return Objects.requireNonNull(DOCUMENT.validator(DOCUMENT.at(SCHEMAS + name)));
  }

  private static Set<String> named(String schema) {
    return new TreeSet<>(
        DOCUMENT.at(SCHEMAS + schema + "/enum").valueStream().map(JsonNode::asText).toList());
  }

  private static Set<String> names(Collection<? extends Enum<?>> values) {
    return new TreeSet<>(values.stream().map(Enum::name).toList());
  }
}
