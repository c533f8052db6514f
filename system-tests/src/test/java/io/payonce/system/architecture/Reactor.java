package io.payonce.system.architecture;

import static java.util.Objects.requireNonNull;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The modules in the root pom's order, which is the architecture: a module may use those before it.
 *
 * @param modules those whose package is known, compiled or not
 */
record Reactor(Path root, List<CompiledModule> modules) {
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Pattern DEPENDENCY =
      Pattern.compile("<groupId>io\\.payonce</groupId>\\s*<artifactId>([^<]+)</artifactId>");
  private static final Pattern PARENT = Pattern.compile("(?s)<parent>.*?</parent>");

  static {
    // The names of used classes are enough; looking them all up takes a minute.
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
  }

  Reactor {
    modules = List.copyOf(modules);
  }

  static Reactor read(Path root, Map<String, String> packageNames) throws IOException {
    List<CompiledModule> modules = new ArrayList<>();
    for (String name : listed(root)) {
      if (packageNames.containsKey(name)) {
        modules.add(
            new CompiledModule(name, requireNonNull(packageNames.get(name)), classes(root, name)));
      }
    }
    return new Reactor(root, modules);
  }

  /** The names of all modules, as the root pom lists them. */
  static List<String> listed(Path root) throws IOException {
    return groups(MODULE, Files.readString(root.resolve("pom.xml")));
  }

  private static JavaClasses classes(Path root, String module) {
    Path folder = root.resolve(module).resolve("target/classes");
    return Files.isDirectory(folder)
        ? new ClassFileImporter().importPath(folder)
        : new ClassFileImporter().importClasses();
  }

  CompiledModule module(String name) {
    return modules.stream().filter(module -> module.name().equals(name)).findFirst().orElseThrow();
  }

  /** The modules that must not be used by this one: those after it. */
  List<CompiledModule> after(CompiledModule module) {
    return modules.subList(modules.indexOf(module) + 1, modules.size());
  }

  /** The modules of Payonce that the module's pom declares. */
  List<String> declared(String module) throws IOException {
    String pom = Files.readString(root.resolve(module).resolve("pom.xml"));
    return groups(DEPENDENCY, PARENT.matcher(pom).replaceFirst(""));
  }

  Stream<CompiledModule> allBut(List<String> names) {
    return modules.stream().filter(module -> !names.contains(module.name()));
  }

  private static List<String> groups(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
  }
}
