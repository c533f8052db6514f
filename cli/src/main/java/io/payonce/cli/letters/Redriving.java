package io.payonce.cli.letters;

import io.payonce.cli.operating.OperatorClients;
import io.payonce.cli.operating.OperatorSettings;
import io.payonce.payments.TransactionId;
import io.payonce.schemas.Command;
import io.payonce.schemas.Decoding;
import io.payonce.schemas.RefundCommand;
import io.payonce.store.operating.LetterAction;
import io.payonce.store.operating.LetterActions;
import io.payonce.store.views.OperatorViews;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Sends dead letters again, in small groups: (1) publish a group and wait until it is durable; (2)
 * write down that it was sent.
 *
 * <p>Between 1 and 2 it may crash. The letters are then still open, and sent again they are the
 * same commands, which are answered as they were. So it is too where the database goes back and
 * forgets what was written.
 */
final class Redriving {
  private static final int GROUP = 100;

  private final OperatorSettings.Settling settings;
  private final Letters letters;
  private final String by;
  private final Consumer<String> told;
  private boolean hasBegun;

  /**
   * @param by who does it, for the record
   * @param told what happens, for a person
   */
  Redriving(OperatorSettings.Settling settings, Letters letters, String by, Consumer<String> told) {
    this.settings = settings;
    this.letters = letters;
    this.by = by;
    this.told = told;
  }

  /**
   * What came of it.
   *
   * @param sent how many are published and written down
   * @param trouble why that is not all of them; what follows is not published or not written down
   */
  record Result(int sent, Optional<String> trouble) {}

  /**
   * Sends those letters.
   *
   * @throws IllegalStateException if surely nothing was published
   */
  Result send(List<LetterLine> lines) {
    int sent = 0;
    if (lines.isEmpty()) {
      return new Result(0, Optional.empty());
    }
    try (LetterTopics topics = letters.open(lines.stream().map(it -> it.id().kind()).toList());
        KafkaProducer<byte[], byte[]> producer =
            new OperatorClients(settings.bootstrapServers()).producer()) {
      for (int from = 0; from < lines.size(); from += GROUP) {
        List<LetterLine> group = lines.subList(from, Math.min(from + GROUP, lines.size()));
        letters.note(publish(topics, producer, group), by);
        sent += group.size();
      }
      return new Result(sent, Optional.empty());
    } catch (KafkaException e) {
      if (!hasBegun) {
        throw new IllegalStateException("Kafka does not answer; nothing was published", e);
      }
      return new Result(sent, Optional.of("Kafka did not confirm all of it: " + e.getMessage()));
    } catch (IllegalStateException e) {
      if (!hasBegun) {
        throw e;
      }
      return new Result(sent, Optional.of(String.valueOf(e.getMessage())));
    }
  }

  private List<LetterActions.Entry> publish(
      LetterTopics topics, KafkaProducer<byte[], byte[]> producer, List<LetterLine> group) {
    List<LetterActions.Entry> entries = new ArrayList<>();
    List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
    for (LetterLine line : group) {
      Letter letter = Letters.require(topics, line.id());
      int attempt = letter.redrives() + 1;
      UUID commandId = commandId(letter, attempt);
      hasBegun = true;
      acknowledgements.add(
          producer.send(RedrivenRecord.of(letter, settings.topics(), commandId, attempt)));
      told.accept(line.id() + " -> command " + commandId);
      entries.add(
          new LetterActions.Entry(
              line.ref(), LetterAction.Deed.REDRIVEN, Optional.of(commandId), ""));
    }
    producer.flush();
    acknowledgements.forEach(Redriving::requireDurable);
    return entries;
  }

  /**
   * A new id, but for a refund that the command had opened already: only that command can go on
   * with it, and any other would wait for it in vain.
   */
  private UUID commandId(Letter letter, int attempt) {
    if (letter.command() instanceof Decoding.Decoded<Command>(RefundCommand refund)
        && letter.commandId().isPresent()
        && new OperatorViews(settings.database())
            .refund(TransactionId.mintedBy(refund.commandId(), refund.acceptedAt()))
            .isPresent()) {
      return refund.commandId();
    }
    return RedrivenRecord.commandId(letter, attempt);
  }

  private static void requireDurable(Future<RecordMetadata> acknowledgement) {
    try {
      acknowledgement.get();
    } catch (ExecutionException e) {
      throw new KafkaException(String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }
}
