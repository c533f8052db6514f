package io.payonce.system.tidy;

/**
 * One breach of a rule.
 *
 * @param path from the repository's root, with slashes
 * @param line from 1; 0 where the whole file or folder is meant
 */
record Finding(String path, long line, String what) {
  static Finding of(String path, String what) {
    return new Finding(path, 0, what);
  }

  @Override
  public String toString() {
    return line == 0 ? path + ": " + what : path + ":" + line + ": " + what;
  }
}
