package io.payonce.system.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.lang.model.element.Modifier;

/**
 * Small rooms: how long files and methods may be, and how much a package or a constructor takes.
 */
final class SizeRules {
  static final int MAIN_FILE = 300;
  static final int TEST_FILE = 400;
  static final int METHOD = 60;
  static final int USUAL_METHOD = 20;
  static final double USUAL_SHARE = 0.9;
  static final int TYPES_IN_PACKAGE = 20;
  static final int CONSTRUCTOR_PARAMETERS = 6;
  static final int RECORD_COMPONENTS = 10;

  private SizeRules() {}

  static List<Finding> files(Repository repository) {
    List<Finding> findings = new ArrayList<>();
    for (JavaSource source : repository.sources()) {
      int limit = source.isTest() ? TEST_FILE : MAIN_FILE;
      if (source.lineCount() > limit) {
        String what = source.lineCount() + " lines; " + limit + " are allowed";
        findings.add(Finding.of(source.path(), what));
      }
    }
    return findings;
  }

  static List<Finding> methods(Repository repository) {
    List<Finding> findings = new ArrayList<>();
    for (JavaSource source : repository.sources()) {
      for (MethodTree method : source.methods()) {
        if (source.length(method) > METHOD) {
          String what = method.getName() + " has " + source.length(method) + " lines";
          findings.add(source.finding(method, what + "; " + METHOD + " are allowed"));
        }
      }
    }
    return findings;
  }

  /** Methods without a body do not count: they would make the share look better than it is. */
  static List<Finding> usualMethods(Repository repository) {
    long all = 0;
    long usual = 0;
    for (JavaSource source : repository.sources()) {
      for (MethodTree method : source.methods()) {
        if (method.getBody() != null) {
          all++;
          usual += source.length(method) <= USUAL_METHOD ? 1 : 0;
        }
      }
    }
    return usual >= all * USUAL_SHARE
        ? List.of()
        : List.of(
            Finding.of(
                ".", usual + " of " + all + " methods are within " + USUAL_METHOD + " lines"));
  }

  static List<Finding> packages(Repository repository) {
    Map<String, Integer> types = new TreeMap<>();
    for (JavaSource source : repository.mainSources()) {
      types.merge(source.folder(), source.topLevelTypes().size(), Integer::sum);
    }
    return types.entrySet().stream()
        .filter(entry -> entry.getValue() > TYPES_IN_PACKAGE)
        .map(
            entry ->
                Finding.of(
                    entry.getKey(),
                    entry.getValue() + " types; " + TYPES_IN_PACKAGE + " are allowed"))
        .toList();
  }

  /** A record is data, so it may have more components than a class has collaborators. */
  static List<Finding> constructors(Repository repository) {
    List<Finding> findings = new ArrayList<>();
    for (JavaSource source : repository.sources()) {
      for (ClassTree type : source.allTypes()) {
        if (type.getKind() == Tree.Kind.RECORD) {
          long components = type.getMembers().stream().filter(SizeRules::isComponent).count();
          if (components > RECORD_COMPONENTS) {
            findings.add(
                source.finding(type, type.getSimpleName() + ": " + components + " components"));
          }
        } else {
          findings.addAll(longConstructors(source, type));
        }
      }
    }
    return findings;
  }

  private static List<Finding> longConstructors(JavaSource source, ClassTree type) {
    return type.getMembers().stream()
        .filter(MethodTree.class::isInstance)
        .map(MethodTree.class::cast)
        .filter(method -> method.getName().contentEquals("<init>"))
        .filter(constructor -> constructor.getParameters().size() > CONSTRUCTOR_PARAMETERS)
        .map(
            constructor ->
                source.finding(
                    constructor,
                    type.getSimpleName()
                        + "'s constructor takes "
                        + constructor.getParameters().size()))
        .toList();
  }

  /** A record has no instance fields but its components. */
  private static boolean isComponent(Tree member) {
    return member instanceof VariableTree variable
        && !variable.getModifiers().getFlags().contains(Modifier.STATIC);
  }
}
