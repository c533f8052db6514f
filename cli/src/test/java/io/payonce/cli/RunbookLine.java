package io.payonce.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a page's fenced blocks that runs {@code payonce}. It may go on behind a backslash; two
 * blanks and what follows them are words for the reader, and so is what follows {@code <}, {@code
 * >}, {@code |} or {@code #}.
 *
 * @param number of the line in the page, from 1
 * @param arguments as a shell would hand them over
 */
record RunbookLine(int number, List<String> arguments) {
  private static final Pattern RUNS = Pattern.compile("^(?:\\$ )?(?:\\./)?payonce(?= |$)(.*)");
  private static final Pattern WORDS_FOR_THE_READER =
      Pattern.compile("(?<=\\S)(\\s{2,}| [<>|#]).*$");
  private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  static List<RunbookLine> of(String page) {
    List<RunbookLine> lines = new ArrayList<>();
    List<String> text = page.lines().toList();
    boolean fenced = false;
    for (int i = 0; i < text.size(); i++) {
      if (text.get(i).startsWith("```")) {
        fenced = !fenced;
      }
      Matcher runs = RUNS.matcher(text.get(i));
      if (fenced && runs.find()) {
        StringBuilder whole = new StringBuilder(runs.group(1));
        for (int next = i + 1; whole.toString().endsWith("\\"); next++) {
          whole.setLength(whole.length() - 1);
          String more = text.get(next).strip();
          whole.replace(0, whole.length(), whole.toString().stripTrailing() + " " + more);
        }
        lines.add(new RunbookLine(i + 1, arguments(whole.toString())));
      }
    }
    return lines;
  }

  private static List<String> arguments(String line) {
    Matcher each = ARGUMENT.matcher(WORDS_FOR_THE_READER.matcher(line.strip()).replaceFirst(""));
    List<String> arguments = new ArrayList<>();
    while (each.find()) {
      for (int group = 1; group <= each.groupCount(); group++) {
        if (each.group(group) != null) {
          arguments.add(each.group(group));
        }
      }
    }
    return arguments;
  }
}
