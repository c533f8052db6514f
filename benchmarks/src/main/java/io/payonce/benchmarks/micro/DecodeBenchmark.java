package io.payonce.benchmarks.micro;

import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.Command;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.CommandReader;
import io.payonce.schemas.CommandWriter;
import io.payonce.schemas.Decoding;
import java.util.Optional;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A callback command as the value of a record, and back. */
@State(Scope.Benchmark)
public class DecodeBenchmark {
  private static final UUID DERIVED = new UUID(0, 1);

  private final CallbackCommand command = SampleCallback.command();
  private final byte[] value = CommandWriter.write(command);
  private final Optional<UUID> headerId = Optional.of(SampleCallback.COMMAND);

  /** As the worker does with each record. */
  @Benchmark
  public Decoding<Command> decode() {
    return CommandReader.read(CommandKind.CALLBACK, value, headerId, () -> DERIVED);
  }

  /** As the ingress does with each command. */
  @Benchmark
  public byte[] encode() {
    return CommandWriter.write(command);
  }
}
