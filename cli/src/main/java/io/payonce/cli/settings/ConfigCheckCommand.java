package io.payonce.cli.settings;

import io.payonce.cli.operating.Environment;
import io.payonce.runtime.SettingsCheck;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says whether services would start with their settings. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    header = "Says whether services would start with their settings, and shows what is in force.",
    description = {
      "",
      "Reads the environment, or with --env-file the file alone, as the services would, and starts"
          + " nothing. All problems are told at once. What is given is marked by a star; the rest"
          + " is the default. Secrets and passwords in URLs are not shown.",
      "",
      "Exit code 0 if all that was asked for would start; 1 if one would not; 2 for wrong usage, or"
          + " a file that cannot be read."
    },
    footerHeading = "%n",
    footer = {
      "Examples:",
      "  ./payonce config check",
      "  ./payonce config check refund-processor --env-file payonce.env"
    })
final class ConfigCheckCommand implements Callable<Integer> {
  private static final int WOULD_NOT_START = 1;

  @Parameters(
      arity = "0..*",
      paramLabel = "SERVICE",
      description =
          "ingest-gateway, callback-processor, refund-processor, outcome-auditor or"
              + " gateway-simulator. Default: the four that are not a simulator.")
  private List<String> services = List.of();

  @Option(
      names = "--env-file",
      paramLabel = "FILE",
      description = "Lines of NAME=value to look at, instead of the environment.")
  private @Nullable Path file;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Map<String, String> environment = environment();
    List<String> asked = services.isEmpty() ? ServiceSettings.real() : services;
    List<Checked> checked = asked.stream().map(service -> check(service, environment)).toList();
    PrintWriter out = spec.commandLine().getOut();
    checked.forEach(each -> out.println(CheckPage.of(each.service(), each.check())));
    boolean good = checked.stream().allMatch(each -> each.check().problems().isEmpty());
    return good ? 0 : WOULD_NOT_START;
  }

  private record Checked(String service, SettingsCheck check) {}

  private Checked check(String service, Map<String, String> environment) {
    SettingsCheck check =
        ServiceSettings.check(service, environment)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "there is no service %s; there are %s"
                            .formatted(service, ServiceSettings.services())));
    return new Checked(service, check);
  }

  private Map<String, String> environment() {
    if (file == null) {
      return Environment.of(spec);
    }
    try {
      return EnvironmentFile.read(file);
    } catch (EnvironmentFile.Unreadable e) {
      throw new ParameterException(spec.commandLine(), "--env-file: " + e.getMessage());
    }
  }
}
