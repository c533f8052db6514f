package io.payonce.system.tidy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is planted for each rule: untidy samples with exactly one finding, and tidy ones. */
final class PlantedSamples {
  private static final String MAIN = "m/src/main/java/p/A.java";
  private static final String TEST = "m/src/test/java/p/A.java";
  private static final String POM = "<modules><module>m</module></modules>";

  private PlantedSamples() {}

  static Stream<Sample> untidy() {
    return Stream.of(
            untidySizes(),
            untidySources(),
            Stream.of(
                Sample.of(Rule.NOTHING_IS_LEFT_UNFINISHED, "a.sql").with("-- TO" + "DO later\n"),
                Sample.of(Rule.NOTHING_IS_LEFT_UNFINISHED, MAIN).with("// FIX" + "ME\nclass A {}"),
                Sample.of(Rule.NO_PATH_OF_ONE_MACHINE, "run").with("cd /wo" + "rk/main\n"),
                Sample.of(Rule.NO_PATH_OF_ONE_MACHINE, "a.yml").with("path: \"/ho" + "me/ann\"\n"),
                Sample.of(Rule.NO_PATH_OF_ONE_MACHINE, "b.yml").with("file:///ro" + "ot/.m2\n"),
                Sample.of(Rule.NO_TRAILING_WHITESPACE, "a.md").with("one\ntwo \nthree\n"),
                Sample.of(Rule.NO_TRAILING_WHITESPACE, "b.md").with("one\ntwo\r\n"),
                Sample.of(Rule.MODULES_HAVE_TESTS, "pom.xml").with(POM),
                Sample.of(Rule.MODULES_HAVE_TESTS, "m/pom.xml").with("").with("pom.xml", POM),
                Sample.of(Rule.MODULES_HAVE_TESTS, TEST)
                    .with("class A {}")
                    .with("pom.xml", POM)
                    .with("m/pom.xml", ""),
                Sample.of(Rule.LINKS_LEAD_SOMEWHERE, "docs/a.md").with("[b](b.md)"),
                Sample.of(Rule.LINKS_LEAD_SOMEWHERE, "README.md").with("![x](docs/x.png \"X\")")))
        .flatMap(samples -> samples);
  }

  private static Stream<Sample> untidySizes() {
    return Stream.of(
        Sample.of(Rule.FILES_ARE_SHORT, MAIN).with("class A {" + "\n".repeat(301) + "}"),
        Sample.of(Rule.FILES_ARE_SHORT, TEST).with("class A {" + "\n".repeat(401) + "}"),
        Sample.of(Rule.METHODS_ARE_SHORT, MAIN).with(methodOf(61)),
        Sample.of(Rule.METHODS_ARE_SHORT, TEST).with(methodOf(61)),
        Sample.of(Rule.NINE_METHODS_IN_TEN_FIT_ON_A_GLANCE, MAIN).with(methodOf(21)),
        Sample.of(Rule.PACKAGES_ARE_SMALL, MAIN).with(types(21)),
        Sample.of(Rule.CONSTRUCTORS_TAKE_LITTLE, MAIN)
            .with("class A { A(" + parameters(7) + ") {} }"),
        Sample.of(Rule.CONSTRUCTORS_TAKE_LITTLE, TEST)
            .with("class A { static class B { B(" + parameters(7) + ") {} } }"),
        Sample.of(Rule.CONSTRUCTORS_TAKE_LITTLE, "m/src/main/java/p/B.java")
            .with("record B(" + parameters(11) + ") {}"));
  }

  private static Stream<Sample> untidySources() {
    return Stream.of(
        Sample.of(Rule.PACKAGES_ARE_NULL_MARKED, MAIN).with("package p; class A {}"),
        Sample.of(Rule.PACKAGES_ARE_NULL_MARKED, "m/src/main/java/p/package-info.java")
            .with("package p;"),
        Sample.of(Rule.PUBLIC_TYPES_ARE_DOCUMENTED, MAIN).with("// No.\npublic class A {}"),
        Sample.of(Rule.TESTS_ARE_NAMED_SO_THAT_THEY_RUN, TEST)
            .with("class A { @Test void a() {} }"),
        Sample.of(Rule.TESTS_ARE_NAMED_SO_THAT_THEY_RUN, "m/src/test/java/p/Tests.java")
            .with(
                "class Tests { class In { @org.junit.jupiter.api.RepeatedTest(2) void a() {} } }"),
        Sample.of(Rule.NOTHING_PRINTS_OR_SLEEPS, MAIN).with(calling("System.out.println()")),
        Sample.of(Rule.NOTHING_PRINTS_OR_SLEEPS, MAIN)
            .with(calling("list.forEach(System.out::print)")),
        Sample.of(Rule.NOTHING_PRINTS_OR_SLEEPS, MAIN).with(calling("e.printStackTrace()")),
        Sample.of(Rule.NOTHING_PRINTS_OR_SLEEPS, MAIN).with(calling("Thread.sleep(1)")));
  }

  static Stream<Sample> tidy() {
    return Stream.of(
            tidySizes(),
            tidySources(),
            Stream.of(
                Sample.of(Rule.NOTHING_IS_LEFT_UNFINISHED, "a.md").with("A TO" + "DOLIST\n"),
                Sample.of(Rule.NO_PATH_OF_ONE_MACHINE, "a").with("https://a.example/ho" + "me/\n"),
                Sample.of(Rule.NO_TRAILING_WHITESPACE, "a.md").with("one\n\n  two\n"),
                Sample.of(Rule.MODULES_HAVE_TESTS, "m/src/test/java/p/AIT.java")
                    .with("class AIT {}")
                    .with("pom.xml", POM)
                    .with("m/pom.xml", ""),
                Sample.of(Rule.LINKS_LEAD_SOMEWHERE, "docs/a.md")
                    .with("[b](b.md#x) [c](../run) [d](.) [e](#e) [f](https://f.example)")
                    .with("docs/b.md", "```\n[g](g.md)\n```\n")
                    .with("run", "")))
        .flatMap(samples -> samples);
  }

  private static Stream<Sample> tidySizes() {
    return Stream.of(
        Sample.of(Rule.FILES_ARE_SHORT, MAIN).with("class A {" + "\n".repeat(299) + "}"),
        Sample.of(Rule.FILES_ARE_SHORT, TEST).with("class A {" + "\n".repeat(399) + "}"),
        Sample.of(Rule.METHODS_ARE_SHORT, MAIN).with(methodOf(60)),
        Sample.of(Rule.NINE_METHODS_IN_TEN_FIT_ON_A_GLANCE, MAIN).with(methodOf(20)),
        Sample.of(Rule.PACKAGES_ARE_SMALL, MAIN).with(types(20)),
        Sample.of(Rule.PACKAGES_ARE_SMALL, TEST).with(types(21)),
        Sample.of(Rule.CONSTRUCTORS_TAKE_LITTLE, MAIN)
            .with("class A { A(" + parameters(6) + ") {} void a(" + parameters(7) + ") {} }"),
        Sample.of(Rule.CONSTRUCTORS_TAKE_LITTLE, "m/src/main/java/p/B.java")
            .with("record B(" + parameters(10) + ") { static int more; }"));
  }

  private static Stream<Sample> tidySources() {
    return Stream.of(
        Sample.of(Rule.PACKAGES_ARE_NULL_MARKED, MAIN)
            .with("package p; class A {}")
            .with("m/src/main/java/p/package-info.java", "@NullMarked package p;"),
        Sample.of(Rule.PUBLIC_TYPES_ARE_DOCUMENTED, MAIN).with("/** Yes. */ public class A {}"),
        Sample.of(Rule.PUBLIC_TYPES_ARE_DOCUMENTED, TEST).with("class A {}"),
        Sample.of(Rule.TESTS_ARE_NAMED_SO_THAT_THEY_RUN, "m/src/test/java/p/ATest.java")
            .with("class ATest { @Test void a() {} }"),
        Sample.of(Rule.NOTHING_PRINTS_OR_SLEEPS, MAIN)
            .with(calling("log(\"System.out and Thread.sleep\")")),
        Sample.of(Rule.NOTHING_PRINTS_OR_SLEEPS, "cli/src/main/java/p/A.java")
            .with(calling("System.out.println()")));
  }

  private static String methodOf(int lines) {
    return "class A {\n  void a() {" + "\n".repeat(lines - 1) + "  }\n}\n";
  }

  private static String types(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "class A" + i + " {}\n")
        .collect(Collectors.joining());
  }

  private static String parameters(int count) {
    return IntStream.range(0, count).mapToObj(i -> "int p" + i).collect(Collectors.joining(", "));
  }

  private static String calling(String call) {
    return "class A { void a() { " + call + "; } }";
  }
}
