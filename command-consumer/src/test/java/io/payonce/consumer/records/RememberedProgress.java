package io.payonce.consumer.records;

import io.payonce.consumer.PartitionRef;
import io.payonce.consumer.PartitionSpan;
import io.payonce.consumer.ProgressInMemory;
import io.payonce.consumer.ProgressStore;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The memory of the other tests, which records can advance one by one. */
final class RememberedProgress implements ProgressStore {
  private final ProgressInMemory memory;
  private volatile Consumer<List<PartitionSpan>> beforeAdvance = _ -> {};

  RememberedProgress(ProgressInMemory memory) {
    this.memory = memory;
  }

  /** What happens before each advance; may throw. */
  void beforeAdvance(Consumer<List<PartitionSpan>> step) {
    beforeAdvance = step;
  }

  @Override
  public Taking take(PartitionRef partition, String owner, LogRange log, Remembered remembered) {
    return memory.take(partition, owner, log, remembered);
  }

  @Override
  public Set<PartitionRef> confirm(List<PartitionSpan> spans) {
    return memory.confirm(spans);
  }

  @Override
  public void begin(List<Begun> begun) {
    memory.begin(begun);
  }

  @Override
  public void withdraw(List<Begun> begun) {
    memory.withdraw(begun);
  }

  @Override
  public Set<PartitionRef> advance(List<PartitionSpan> spans) {
    beforeAdvance.accept(spans);
    return memory.advance(spans);
  }
}
