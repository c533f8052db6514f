package io.payonce.cli.check;

/** A captured request, or the whole input, is not what it should be. Never repeats its contents. */
final class UnreadableRequest extends Exception {
  private static final long serialVersionUID = 1;

  private final String words;

  UnreadableRequest(String words) {
    super(words);
    this.words = words;
  }

  /** One line. */
  String words() {
    return words;
  }
}
