package io.payonce.cli.settings;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of {@code NAME=value} lines, as Compose and systemd read them: blank lines and lines that
 * begin with {@code #} are passed over, and quotes around a whole value are taken off.
 */
final class EnvironmentFile {
  private static final Pattern LINE =
      Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)");
  private static final Pattern QUOTED = Pattern.compile("\"(.*)\"|'(.*)'");

  private EnvironmentFile() {}

  /** The file cannot be read; the message says why, and repeats no value. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }

  static Map<String, String> read(Path file) throws Unreadable {
    try {
      return parse(Files.readAllLines(file));
    } catch (NoSuchFileException _) {
      throw new Unreadable(file + " is not there");
    } catch (MalformedInputException _) {
      throw new Unreadable(file + " is not text in UTF-8");
    } catch (IOException _) {
      throw new Unreadable(file + " cannot be read");
    }
  }

  static Map<String, String> parse(List<String> lines) throws Unreadable {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isBlank() || line.strip().startsWith("#")) {
        continue;
      }
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw new Unreadable("line " + (i + 1) + " is not NAME=value");
      }
      if (environment.putIfAbsent(matcher.group(1), unquoted(matcher.group(2))) != null) {
        throw new Unreadable("line " + (i + 1) + " names " + matcher.group(1) + " again");
      }
    }
    return environment;
  }

  private static String unquoted(String value) {
    Matcher quoted = QUOTED.matcher(value.strip());
    if (!quoted.matches()) {
      return value;
    }
    return quoted.group(1) == null ? quoted.group(2) : quoted.group(1);
  }
}
