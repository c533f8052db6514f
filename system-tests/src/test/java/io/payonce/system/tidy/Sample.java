package io.payonce.system.tidy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A small repository in memory, made to be judged by one rule. */
record Sample(Rule rule, String path, Map<String, String> texts) {
  Sample {
    texts = Map.copyOf(texts);
  }

  static Sample of(Rule rule, String path) {
    return new Sample(rule, path, Map.of());
  }

  /** The file that the sample is about. */
  Sample with(String text) {
    return with(path, text);
  }

  Sample with(String otherPath, String text) {
    Map<String, String> more = new HashMap<>(texts);
    more.put(otherPath, text);
    return new Sample(rule, path, more);
  }

  List<Finding> findings() {
    return rule.check(Repository.of(texts));
  }

  @Override
  public String toString() {
    return rule + " on " + path;
  }
}
