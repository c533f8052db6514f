package io.payonce.system.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.function.Predicate;

/**
 * A module's main classes, read from its build folder; none where it is not compiled.
 *
 * @param packageName the package that it and only it lives in
 */
record CompiledModule(String name, String packageName, JavaClasses classes) {
  boolean owns(String className) {
    return className.startsWith(packageName + ".");
  }

  /** What the module's classes need of others whose full names match, one sentence each. */
  List<String> uses(Predicate<String> className) {
    return classes.stream()
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .filter(dependency -> className.test(target(dependency)))
        .map(Dependency::getDescription)
        .distinct()
        .sorted()
        .toList();
  }

  /** An array counts as what it holds, a nested type as itself: {@code a.b.Outer$Inner}. */
  private static String target(Dependency dependency) {
    return dependency.getTargetClass().getBaseComponentType().getName();
  }
}
