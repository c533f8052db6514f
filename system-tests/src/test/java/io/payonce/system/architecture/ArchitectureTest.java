package io.payonce.system.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS) // Reads the classes once.
class ArchitectureTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Map<String, String> PACKAGES =
      Map.ofEntries(
          entry("embedded-servers", "io.payonce.embedded"),
          entry("payments", "io.payonce.payments"),
          entry("schemas", "io.payonce.schemas"),
          entry("payment-methods", "io.payonce.methods"),
          entry("idempotency", "io.payonce.idempotency"),
          entry("command-consumer", "io.payonce.consumer"),
          entry("payment-store", "io.payonce.store"),
          entry("service-runtime", "io.payonce.runtime"),
          entry("ingest-gateway", "io.payonce.ingest"),
          entry("callback-processor", "io.payonce.callbacks"),
          entry("refund-processor", "io.payonce.refunds"),
          entry("outcome-auditor", "io.payonce.auditor"),
          entry("gateway-simulator", "io.payonce.simulator"),
          entry("benchmarks", "io.payonce.benchmarks"),
          entry("cli", "io.payonce.cli"));

  private static final Predicate<String> JDBC = matching("javax?\\.sql\\..*|org\\.postgresql\\..*");
  private static final Predicate<String> DATABASE_LIBRARIES =
      matching("(org\\.jdbi|com\\.zaxxer\\.hikari|org\\.flywaydb)\\..*");
  private static final Predicate<String> LETTUCE = matching("io\\.lettuce\\..*");
  private static final Predicate<String> PAYMENTS = matching("io\\.payonce\\.payments\\..*");
  private static final Predicate<String> JAVA_AND_JSPECIFY =
      matching("[a-z]+|(java|org\\.jspecify)\\..*");
  private static final Predicate<String> INJECTION =
      matching(
          "((javax|jakarta)\\.(inject|enterprise|annotation)|org\\.springframework|com\\.google"
              + "\\.inject|dagger|io\\.micronaut|io\\.quarkus|org\\.picocontainer)\\..*");
  private static final Predicate<String> SCHEMAS = matching("io\\.payonce\\.schemas\\..*");
  private static final Predicate<String> SCHEMAS_FOR_THE_CONSUMER =
      matching("io\\.payonce\\.schemas\\.(Topics|CommandKind|RetryTier|RecordHeaders)");

  private final Reactor reactor;

  ArchitectureTest() throws IOException {
    reactor = Reactor.read(ROOT, PACKAGES);
  }

  @Test
  void every_module_is_known_here() throws IOException {
    List<String> listed = new ArrayList<>(Reactor.listed(ROOT));
    assertThat(listed).endsWith("system-tests");
    listed.remove("system-tests");
    assertThat(listed).containsExactlyInAnyOrderElementsOf(PACKAGES.keySet());
  }

  @Test
  void every_module_is_compiled_and_lives_in_its_package() {
    List<String> missing = new ArrayList<>();
    List<String> strays = new ArrayList<>();
    for (CompiledModule module : reactor.modules()) {
      if (module.classes().isEmpty()) {
        missing.add(module.name());
      }
      module.classes().stream()
          .map(JavaClass::getName)
          .filter(type -> !module.owns(type))
          .forEach(strays::add);
    }
    assertThat(missing).as("not compiled, so not checked by any other test here").isEmpty();
    assertThat(strays).isEmpty();
  }

  @Test
  void classes_use_only_modules_above_theirs() {
    List<String> breaches = new ArrayList<>();
    for (CompiledModule module : reactor.modules()) {
      for (CompiledModule below : reactor.after(module)) {
        breaches.addAll(module.uses(below::owns));
      }
    }
    assertThat(breaches).isEmpty();
  }

  @Test
  void poms_name_only_modules_above_theirs() throws IOException {
    List<String> order = Reactor.listed(ROOT);
    int declared = 0;
    for (String module : order) {
      List<String> above = order.subList(0, order.indexOf(module));
      assertThat(reactor.declared(module)).as(module).isSubsetOf(above);
      declared += reactor.declared(module).size();
    }
    assertThat(declared).as("the poms were really read").isGreaterThan(order.size());
  }

  @Test
  void payments_are_pure() {
    CompiledModule payments = reactor.module("payments");
    assertThat(payments.uses(JAVA_AND_JSPECIFY.or(payments::owns).negate())).isEmpty();
    assertThat(payments.uses(JDBC.or(matching("java\\.(net|nio|io)\\..*")))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"idempotency", "command-consumer", "service-runtime"})
  void machinery_knows_nothing_of_payments(String module) {
    assertThat(reactor.module(module).uses(PAYMENTS)).isEmpty();
  }

  @Test
  void those_who_decide_do_know_payments() {
    assertThat(reactor.module("payment-store").uses(PAYMENTS)).isNotEmpty();
    assertThat(reactor.module("callback-processor").uses(PAYMENTS)).isNotEmpty();
  }

  @Test
  void the_consumer_knows_names_on_the_wire_and_no_command() {
    CompiledModule consumer = reactor.module("command-consumer");
    assertThat(consumer.uses(SCHEMAS.and(SCHEMAS_FOR_THE_CONSUMER.negate()))).isEmpty();
    assertThat(consumer.uses(SCHEMAS)).isNotEmpty();
  }

  @Test
  void only_the_store_speaks_to_the_database() {
    assertThat(users(DATABASE_LIBRARIES)).containsExactly("payment-store");
    assertThat(usesOutside(List.of("payment-store"), DATABASE_LIBRARIES)).isEmpty();
    // The embedded servers check that theirs is durable; the command line proves what it shows; the
    // benchmarks measure the same work done otherwise.
    assertThat(usesOutside(List.of("payment-store", "embedded-servers", "benchmarks", "cli"), JDBC))
        .isEmpty();
    assertThat(users(JDBC)).contains("payment-store");
  }

  @Test
  void only_idempotency_speaks_to_redis() {
    assertThat(usesOutside(List.of("idempotency", "embedded-servers"), LETTUCE)).isEmpty();
    assertThat(users(LETTUCE)).contains("idempotency");
  }

  @Test
  void wiring_is_by_hand() {
    assertThat(usesOutside(List.of(), INJECTION)).isEmpty();
    assertThat(INJECTION).accepts("jakarta.inject.Inject", "com.google.inject.Guice");
  }

  @Test
  void packages_of_a_module_form_no_cycle() {
    ArchRule noCycle = slices().assignedFrom(new ByPackage()).should().beFreeOfCycles();
    for (CompiledModule module : reactor.modules()) {
      noCycle.allowEmptyShould(true).check(module.classes());
    }
  }

  private List<String> usesOutside(List<String> exempt, Predicate<String> className) {
    return reactor.allBut(exempt).flatMap(module -> module.uses(className).stream()).toList();
  }

  private List<String> users(Predicate<String> className) {
    Stream<CompiledModule> using =
        reactor.modules().stream().filter(module -> !module.uses(className).isEmpty());
    return using.map(CompiledModule::name).toList();
  }

  private static Predicate<String> matching(String pattern) {
    return Pattern.compile(pattern).asMatchPredicate();
  }

  private static final class ByPackage implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return SliceIdentifier.of(type.getPackageName());
    }

    @Override
    public String getDescription() {
      return "each package";
    }
  }
}
