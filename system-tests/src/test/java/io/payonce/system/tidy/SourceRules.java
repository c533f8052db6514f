package io.payonce.system.tidy;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * What stands in Java files: null marking, documentation, names of tests, calls that are banned.
 */
final class SourceRules {
  private static final Set<String> TESTS =
      Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory", "TestTemplate");

  private SourceRules() {}

  static List<Finding> nullMarked(Repository repository) {
    Set<String> marked = new HashSet<>();
    for (JavaSource source : repository.mainSources()) {
      if (names(source.unit().getPackageAnnotations()).contains("NullMarked")) {
        marked.add(source.folder());
      }
    }
    return repository.mainSources().stream()
        .map(JavaSource::folder)
        .distinct()
        .filter(folder -> !marked.contains(folder))
        .map(folder -> Finding.of(folder, "no package-info.java with @NullMarked"))
        .toList();
  }

  static List<Finding> javadoc(Repository repository) {
    List<Finding> findings = new ArrayList<>();
    for (JavaSource source : repository.sources()) {
      for (ClassTree type : source.topLevelTypes()) {
        if (type.getModifiers().getFlags().contains(Modifier.PUBLIC) && !source.hasJavadoc(type)) {
          findings.add(source.finding(type, type.getSimpleName() + " is public and undocumented"));
        }
      }
    }
    return findings;
  }

  /**
   * Surefire and failsafe would pass over tests in a class of another name. *Samples hold tests
   * that another test runs, and that must not run by themselves.
   */
  static List<Finding> testNames(Repository repository) {
    List<Finding> findings = new ArrayList<>();
    for (JavaSource source : repository.sources()) {
      if (source.isTest() && !source.path().matches(".*(Test|IT|Samples)\\.java")) {
        for (MethodTree method : source.methods()) {
          if (names(method.getModifiers().getAnnotations()).stream().anyMatch(TESTS::contains)) {
            findings.add(source.finding(method, "a test in a class not named *Test or *IT"));
          }
        }
      }
    }
    return findings;
  }

  /** The command line prints and waits for people, so it may. */
  static List<Finding> bannedCalls(Repository repository) {
    List<Finding> findings = new ArrayList<>();
    for (JavaSource source : repository.mainSources()) {
      if (!source.path().startsWith("cli/")) {
        new BannedCalls(source, findings).scan(source.unit(), null);
      }
    }
    return findings;
  }

  private static List<String> names(List<? extends AnnotationTree> annotations) {
    return annotations.stream()
        .map(annotation -> annotation.getAnnotationType().toString())
        .map(name -> name.substring(name.lastIndexOf('.') + 1))
        .toList();
  }

  private static final class BannedCalls extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final JavaSource source;
    private final List<Finding> findings;

    private BannedCalls(JavaSource source, List<Finding> findings) {
      this.source = source;
      this.findings = findings;
    }

    @Override
    public @Nullable Void visitMemberSelect(MemberSelectTree select, @Nullable Void nothing) {
      if (select.toString().matches("(java\\.lang\\.)?(System\\.out|Thread\\.sleep)")
          || select.getIdentifier().contentEquals("printStackTrace")) {
        findings.add(source.finding(select, select + " is banned"));
      }
      return super.visitMemberSelect(select, null);
    }
  }
}
