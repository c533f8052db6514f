package io.payonce.consumer.records;

import io.payonce.consumer.PartitionSpan;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** The windows of the partitions that are held. Belongs to the worker's thread. */
final class RecordWindows {
  private final Map<TopicPartition, RecordWindow> windows = new LinkedHashMap<>();

  /**
   * Follows what is held: opens windows for partitions that were taken, drops those of partitions
   * that are lost, given back or taken afresh.
   *
   * @return whether any was dropped
   */
  boolean follow(List<PartitionSpan> held) {
    Map<TopicPartition, PartitionSpan> places = new HashMap<>();
    held.forEach(place -> places.put(place.partition().topicPartition(), place));
    boolean dropped = windows.entrySet().removeIf(each -> isLost(each, places));
    places.forEach((name, place) -> windows.computeIfAbsent(name, _ -> new RecordWindow(place)));
    return dropped;
  }

  private static boolean isLost(
      Map.Entry<TopicPartition, RecordWindow> window, Map<TopicPartition, PartitionSpan> places) {
    PartitionSpan place = places.get(window.getKey());
    if (place != null && window.getValue().isOf(place)) {
      return false;
    }
    window.getValue().drop();
    return true;
  }

  /** The window of a partition that is held. */
  RecordWindow of(TopicPartition name) {
    RecordWindow window = windows.get(name);
    if (window == null) {
      throw new IllegalStateException(name + " is not held");
    }
    return window;
  }

  Map<TopicPartition, RecordWindow> byPartition() {
    return windows;
  }

  Collection<RecordWindow> all() {
    return windows.values();
  }

  int unfinished() {
    return windows.values().stream().mapToInt(RecordWindow::unfinished).sum();
  }

  List<PartitionSpan> places() {
    return windows.values().stream().map(RecordWindow::place).toList();
  }
}
