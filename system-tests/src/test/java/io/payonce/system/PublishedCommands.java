package io.payonce.system;

import io.payonce.schemas.Command;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.CommandReader;
import io.payonce.schemas.Decoding;
import io.payonce.schemas.RecordHeaders;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The commands that lie in a topic, whoever published them. */
final class PublishedCommands {
  private PublishedCommands() {}

  /** All of a kind, in the order of each partition. */
  static <C extends Command> List<C> read(
      Installation installation, CommandKind kind, Class<C> type) {
    try (TopicLog log = new TopicLog(installation, installation.topics().commands(kind))) {
      return log.read().stream().map(record -> type.cast(command(kind, record))).toList();
    }
  }

  private static Command command(CommandKind kind, ConsumerRecord<byte[], byte[]> record) {
    UUID id = UUID.fromString(RawRecord.header(record, RecordHeaders.COMMAND_ID));
    if (!(CommandReader.read(kind, record.value(), Optional.of(id), () -> id)
        instanceof Decoding.Decoded<Command>(Command command))) {
      throw new AssertionError("a command that cannot be read: " + RawRecord.place(record));
    }
    return command;
  }
}
