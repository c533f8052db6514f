package io.payonce.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.payonce.schemas.alerts.AlertReader;
import io.payonce.schemas.alerts.AlertWriter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The wire format: what was ever written validates, is read, and is still written so. */
class SamplesTest {
  private static final UUID DERIVED = new UUID(1, 2);

  static List<String> all() {
    return Samples.names();
  }

  static List<String> full() {
    return all().stream().filter(name -> name.endsWith(".full")).toList();
  }

  @Test
  void there_are_samples_of_every_contract() {
    assertThat(all().stream().map(Contract::ofSample)).contains(Contract.values());
    assertThat(full().stream().map(Contract::ofSample)).contains(Contract.values());
  }

  /** Against the dialect's own schema, so that a keyword with a wrong value is no silent pass. */
  @ParameterizedTest
  @EnumSource
  void every_schema_is_itself_valid(Contract contract) {
    Schema dialect =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));

    assertThat(dialect.validate(contract.schemaText(), InputFormat.JSON)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("all")
  void every_sample_is_valid_by_its_schema(String name) {
    assertThat(Contract.ofSample(name).accepts(Samples.text(name))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("all")
  void every_sample_can_be_read_and_what_is_written_of_it_is_valid(String name) {
    String written = new String(writtenAgain(name), UTF_8);

    assertThat(Contract.ofSample(name).accepts(written)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("full")
  void a_full_sample_is_written_again_byte_for_byte(String name) {
    assertThat(new String(writtenAgain(name), UTF_8)).isEqualTo(Samples.text(name));
    assertThat(writtenAgain(name)).isEqualTo(Samples.bytes(name));
  }

  private static byte[] writtenAgain(String name) {
    byte[] value = Samples.bytes(name);
    return switch (Contract.ofSample(name)) {
      case CREATE -> CommandWriter.write(command(CommandKind.CREATE, value));
      case CALLBACK -> CommandWriter.write(command(CommandKind.CALLBACK, value));
      case REFUND -> CommandWriter.write(command(CommandKind.REFUND, value));
      case OUTCOME -> OutcomeWriter.write(decoded(OutcomeReader.read(value)));
      case ALERT -> AlertWriter.write(decoded(AlertReader.read(value)));
    };
  }

  private static Command command(CommandKind kind, byte[] value) {
    return decoded(CommandReader.read(kind, value, Optional.empty(), () -> DERIVED));
  }

  private static <T> T decoded(Decoding<T> decoding) {
    assertThat(decoding).isInstanceOf(Decoding.Decoded.class);
    return ((Decoding.Decoded<T>) decoding).value();
  }
}
