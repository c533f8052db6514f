package io.payonce.system.tidy;

import java.util.List;
import java.util.function.Function;

/** All rules of tidiness. */
enum Rule {
  FILES_ARE_SHORT(SizeRules::files),
  METHODS_ARE_SHORT(SizeRules::methods),
  NINE_METHODS_IN_TEN_FIT_ON_A_GLANCE(SizeRules::usualMethods),
  PACKAGES_ARE_SMALL(SizeRules::packages),
  CONSTRUCTORS_TAKE_LITTLE(SizeRules::constructors),
  PACKAGES_ARE_NULL_MARKED(SourceRules::nullMarked),
  PUBLIC_TYPES_ARE_DOCUMENTED(SourceRules::javadoc),
  TESTS_ARE_NAMED_SO_THAT_THEY_RUN(SourceRules::testNames),
  NOTHING_PRINTS_OR_SLEEPS(SourceRules::bannedCalls),
  NOTHING_IS_LEFT_UNFINISHED(TextRules::unfinished),
  NO_PATH_OF_ONE_MACHINE(TextRules::machinePaths),
  NO_TRAILING_WHITESPACE(TextRules::trailingWhitespace),
  MODULES_HAVE_TESTS(LayoutRules::modules),
  LINKS_LEAD_SOMEWHERE(LayoutRules::links);

  @SuppressWarnings("ImmutableEnumChecker") // Only method references without state.
  private final Function<Repository, List<Finding>> check;

  Rule(Function<Repository, List<Finding>> check) {
    this.check = check;
  }

  List<Finding> check(Repository repository) {
    return check.apply(repository);
  }
}
