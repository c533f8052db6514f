package io.payonce.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The commands that the pages tell people to type exist, with these options, and are run by a test.
 * A new command: an entry in {@code RUN_BY}.
 */
class RunbookTest {
  private static final Path ROOT = Path.of("..");
  private static final List<String> PAGES = List.of("README.md", "docs/operating.md");

  /** Each command, and the test that really runs it. */
  private static final Map<String, String> RUN_BY =
      Map.ofEntries(
          Map.entry("demo", "cli/src/test/java/io/payonce/cli/DemoIT.java"),
          Map.entry("up", "cli/src/test/java/io/payonce/cli/UpIT.java"),
          Map.entry(
              "callback check", "cli/src/test/java/io/payonce/cli/CallbackCheckCommandTest.java"),
          Map.entry("config check", "cli/src/test/java/io/payonce/cli/ConfigCommandTest.java"),
          Map.entry("config reference", "cli/src/test/java/io/payonce/cli/ConfigCommandTest.java"),
          Map.entry("refunds list", "cli/src/test/java/io/payonce/cli/OperatingIT.java"),
          Map.entry("refunds settle", "cli/src/test/java/io/payonce/cli/OperatingIT.java"),
          Map.entry("payment show", "cli/src/test/java/io/payonce/cli/OperatingIT.java"),
          Map.entry("dead-letters list", "cli/src/test/java/io/payonce/cli/DeadLettersIT.java"),
          Map.entry("dead-letters show", "cli/src/test/java/io/payonce/cli/DeadLettersIT.java"),
          Map.entry("dead-letters redrive", "cli/src/test/java/io/payonce/cli/DeadLettersIT.java"),
          Map.entry("dead-letters discard", "cli/src/test/java/io/payonce/cli/DeadLettersIT.java"),
          Map.entry("topics check", "cli/src/test/java/io/payonce/cli/TopicsIT.java"),
          Map.entry("topics apply", "cli/src/test/java/io/payonce/cli/TopicsIT.java"),
          Map.entry("topics accept-gap", "cli/src/test/java/io/payonce/cli/TopicsIT.java"),
          Map.entry("replay", "system-tests/src/test/java/io/payonce/system/ReplayCall.java"),
          Map.entry("serve", "cli/src/test/java/io/payonce/cli/DistributionIT.java"),
          Map.entry("books check", "cli/src/test/java/io/payonce/cli/OperatorToolsIT.java"),
          Map.entry("locks", "cli/src/test/java/io/payonce/cli/OperatorToolsIT.java"),
          Map.entry("cache void", "cli/src/test/java/io/payonce/cli/OperatorToolsIT.java"));

  /** What measures is run by hand, and says itself whether to believe it. */
  private static final String MEASURING = "bench";

  @Test
  void every_command_line_of_the_pages_is_understood_and_run_by_a_test() throws IOException {
    for (String page : PAGES) {
      List<RunbookLine> lines = RunbookLine.of(Files.readString(ROOT.resolve(page)));
      assertThat(lines).as("command lines of %s", page).isNotEmpty();
      for (RunbookLine line : lines) {
        String command = understood(page, line);
        assertThat(RUN_BY)
            .as("%s:%d: which test runs it?", page, line.number())
            .containsKey(command);
      }
    }
  }

  @Test
  void every_command_there_is_has_its_test() {
    List<String> commands =
        leaves(Main.commandLine(Map.of()), "").stream()
            .filter(command -> !command.startsWith(MEASURING))
            .toList();

    assertThat(RUN_BY.keySet()).containsExactlyInAnyOrderElementsOf(commands);
  }

  /** The words stand in the test one after the other, as arguments do. */
  @Test
  void every_test_that_is_named_runs_the_command() throws IOException {
    for (Map.Entry<String, String> entry : RUN_BY.entrySet()) {
      String words =
          List.of(entry.getKey().split(" ")).stream()
              .map(word -> "\"" + word + "\"")
              .collect(Collectors.joining(",\\s*"));
      assertThat(Files.readString(ROOT.resolve(entry.getValue())))
          .as("%s runs %s", entry.getValue(), entry.getKey())
          .containsPattern(words);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "payonce fly",
        "payonce refunds burn",
        "payonce refunds",
        "payonce refunds list --colour",
        "payonce refunds list --limit N",
        "./payonce payment show",
        "payonce cache void --order ORD-1 --method VNPAY"
      })
  void what_is_no_command_is_found(String line) {
    RunbookLine only = RunbookLine.of("# Page\n\n```\n" + line + "\n```\n").getFirst();

    assertThat(only.number()).isEqualTo(4);
    assertThatThrownBy(() -> understood("page", only)).hasMessageContaining("page:4: ");
  }

  /** The command's name, without its options. */
  private static String understood(String page, RunbookLine line) {
    try {
      ParseResult parsed =
          Main.commandLine(Map.of()).parseArgs(line.arguments().toArray(String[]::new));
      List<CommandLine> chain = parsed.asCommandLineList();
      if (!chain.getLast().getSubcommands().isEmpty()) {
        throw new AssertionError("%s:%d: what of it?".formatted(page, line.number()));
      }
      return chain.stream()
          .skip(1)
          .map(CommandLine::getCommandName)
          .collect(Collectors.joining(" "));
    } catch (ParameterException e) {
      throw new AssertionError("%s:%d: %s".formatted(page, line.number(), e.getMessage()), e);
    }
  }

  private static List<String> leaves(CommandLine command, String before) {
    return command.getSubcommands().entrySet().stream()
        .flatMap(
            entry ->
                entry.getValue().getSubcommands().isEmpty()
                    ? List.of(before + entry.getKey()).stream()
                    : leaves(entry.getValue(), before + entry.getKey() + " ").stream())
        .toList();
  }
}
