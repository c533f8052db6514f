package io.payonce.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The archive that the build makes, unpacked and run. */
class DistributionIT {
  @TempDir private static Path folder;
  private static Path home;

  private record Said(int exitCode, String text) {}

  @BeforeAll
  static void unpack() throws Exception {
    Path archive;
    try (Stream<Path> built = Files.list(Path.of("target"))) {
      archive = built.filter(file -> file.toString().endsWith(".tar.gz")).findFirst().orElseThrow();
    }
    assertThat(run(Map.of(), "tar", "-xzf", archive.toString(), "-C", folder.toString()))
        .isEqualTo(new Said(0, ""));
    try (Stream<Path> unpacked = Files.list(folder).filter(Files::isDirectory)) {
      home = unpacked.findFirst().orElseThrow();
    }
  }

  @Test
  void command_runs_from_anywhere_also_through_a_link() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), launcher());

    Said version = run(Map.of(), link.toString(), "--version");

    assertThat(version.text()).startsWith("payonce 0.");
    assertThat(version.exitCode()).isZero();
  }

  @Test
  void service_tells_what_is_wrong_with_its_settings_and_ends_with_2() throws Exception {
    Said said = run(Map.of(), launcher().toString(), "serve", "refund-processor");

    assertThat(said.text()).contains("refund-processor did not start", "VNPAY_HASH_SECRET");
    assertThat(said.exitCode()).isEqualTo(2);
  }

  @Test
  void java_home_is_taken_if_it_is_a_java_25_and_passed_over_if_not() throws Exception {
    assertThat(javaFoundFor("25.0.9")).isEqualTo(folder.resolve("java-25.0.9").toString());
    assertThat(javaFoundFor("24.0.2")).isNotEmpty().doesNotContain("java-24.0.2");
  }

  private static String javaFoundFor(String version) throws Exception {
    Path java = folder.resolve("java-" + version);
    Files.copy(Path.of("/bin/true"), Files.createDirectories(java.resolve("bin")).resolve("java"));
    Files.writeString(java.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    String script = "source '" + home.resolve("lib/launcher.sh") + "'; find_java_25";
    return run(Map.of("JAVA_HOME", java.toString()), "bash", "-c", script).text().strip();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ingest-gateway",
        "callback-processor",
        "refund-processor",
        "outcome-auditor",
        "gateway-simulator"
      })
  void jar_of_a_service_names_its_main_class_and_finds_what_it_needs_beside_it(String service)
      throws IOException {
    Path jar;
    try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
      jar =
          jars.filter(file -> file.getFileName().toString().matches(service + "-[0-9].*"))
              .findFirst()
              .orElseThrow();
    }
    try (JarFile opened = new JarFile(jar.toFile())) {
      Attributes manifest = opened.getManifest().getMainAttributes();
      assertThat(manifest.getValue(Attributes.Name.MAIN_CLASS)).endsWith(".Main");
      List<String> needed = Arrays.asList(manifest.getValue(Attributes.Name.CLASS_PATH).split(" "));
      assertThat(needed)
          .hasSizeGreaterThan(10)
          .allSatisfy(name -> assertThat(home.resolve("lib").resolve(name)).exists());
    }
  }

  private static Path launcher() {
    return home.resolve("bin").resolve("payonce");
  }

  private static Said run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Said(process.exitValue(), text);
  }
}
