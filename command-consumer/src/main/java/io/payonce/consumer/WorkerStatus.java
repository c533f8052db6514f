package io.payonce.consumer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a worker is.
 *
 * @param running false before its first turn and after it ended
 * @param reading how many partitions it reads
 * @param trouble what stands still, for a person; empty when all is well
 */
public record WorkerStatus(boolean running, int reading, List<String> trouble) {
  public WorkerStatus {
    trouble = List.copyOf(trouble);
  }

  /** Where the worker's thread writes and others read. */
  public static final class Board {
    private volatile WorkerStatus shown = new WorkerStatus(false, 0, List.of());
    private final Map<String, String> failures = new TreeMap<>();

    WorkerStatus read() {
      return shown;
    }

    /** Something does not work; it stands on the board until it works again. */
    public void failed(String what, String why) {
      if (!why.equals(failures.put(what, why))) {
        show(shown.reading(), List.of());
      }
    }

    /** It works, again or still. */
    public void succeeded(String what) {
      failures.remove(what);
    }

    void turned(Collection<HeldPartition> held) {
      List<String> stands = new ArrayList<>();
      int reading = 0;
      for (HeldPartition partition : held) {
        if (partition.isTaken()) {
          reading++;
        }
        partition.trouble().ifPresent(why -> stands.add(partition.topicPartition() + ": " + why));
      }
      show(reading, stands);
    }

    void ended() {
      shown = new WorkerStatus(false, 0, shown.trouble());
    }

    private void show(int reading, List<String> stands) {
      List<String> trouble = new ArrayList<>(stands);
      failures.forEach((what, why) -> trouble.add(what + ": " + why));
      shown = new WorkerStatus(true, reading, trouble);
    }
  }
}
