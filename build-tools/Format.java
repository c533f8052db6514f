import com.google.googlejavaformat.java.Formatter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs google-java-format over every Java file below a folder. Run from source by the root pom, on
 * the JDK 25 that the toolchain found, because the formatter parses with the compiler of the JDK it
 * runs on and Maven itself may run on an older one.
 *
 * <p>Arguments: {@code check|write} and the folder. {@code check} names each file that differs and
 * exits 1.
 */
class Format {
  public static void main(String[] arguments) throws Exception {
    boolean write = arguments[0].equals("write");
    Path root = Path.of(arguments[1]);
    List<Path> differing = new ArrayList<>();
    Formatter formatter = new Formatter();
    for (Path file : javaFiles(root)) {
      String source = Files.readString(file);
      String formatted = formatter.formatSourceAndFixImports(source);
      if (!formatted.equals(source)) {
        differing.add(root.relativize(file));
        if (write) {
          Files.writeString(file, formatted);
        }
      }
    }
    if (!differing.isEmpty() && !write) {
      System.err.println("Not formatted (mend with: mvn -N validate exec:exec@format):");
      differing.forEach(file -> System.err.println("  " + file));
      System.exit(1);
    }
  }

  private static List<Path> javaFiles(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().contains("/target/"))
          .sorted()
          .toList();
    }
  }
}
