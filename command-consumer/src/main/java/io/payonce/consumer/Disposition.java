package io.payonce.consumer;

import io.payonce.consumer.suspects.Suspicion;
import io.payonce.schemas.CommandKind;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What is to be published for one record. A record may have several outcomes and lead to several
 * commands; it waits or is given up at the most once.
 */
public sealed interface Disposition {
  /** The reason of what waits only because somebody else has locked its key. */
  String LOCKED = "locked";

  /**
   * The reason of what waits for another record, which is on its way as a rule: it is looked at
   * often at first.
   */
  String NOT_KNOWN_YET = "unknown-transaction";

  /** Why a record is given up over which the process died; what happened stands behind it. */
  String KILLS_THE_WORKER = "kills-the-worker";

  ConsumerRecord<byte[], byte[]> record();

  /** The record was decided: this outcome goes out. */
  record Decided(ConsumerRecord<byte[], byte[]> record, Message outcome) implements Disposition {}

  /**
   * The record must wait: it goes to the next retry tier.
   *
   * @param commandId carried as a header from now on; empty for a record that could not be read so
   *     far
   * @param reason a short code
   */
  record Wait(ConsumerRecord<byte[], byte[]> record, Optional<String> commandId, String reason)
      implements Disposition {}

  /**
   * The record is given up: it goes to the dead letters, bytes and headers unchanged.
   *
   * @param reason a short code, and what a person needs to know
   */
  record GiveUp(ConsumerRecord<byte[], byte[]> record, String reason) implements Disposition {
    /** Gives up a record over which the process died so often that it is not handled any more. */
    public static GiveUp ofKiller(ConsumerRecord<byte[], byte[]> record) {
      return new GiveUp(
          record,
          KILLS_THE_WORKER
              + ": the process died %d times while it was handled by itself"
                  .formatted(Suspicion.DEATHS));
    }

    boolean isOfKiller() {
      return isOfKiller(reason);
    }

    /**
     * Whether a dead letter's reason is that of a record over which the process died: there is an
     * outcome of it only where its id stands in a header.
     */
    public static boolean isOfKiller(String reason) {
      return reason.startsWith(KILLS_THE_WORKER);
    }
  }

  /**
   * The record led to a further command, which goes to the topic of its kind. It is published
   * again, the same to the byte, whenever the record is handled again.
   *
   * @param commandId carried as a header
   */
  record Command(
      ConsumerRecord<byte[], byte[]> record, CommandKind kind, String commandId, Message message)
      implements Disposition {}

  /** Knows what is to be told of a record that is given up. */
  interface GivingUp {

    /**
     * The outcome to publish for a record that is given up; empty where nobody can be told.
     *
     * @param topicId of the record's topic: the id of a command that came without one follows from
     *     it
     */
    Optional<Message> outcomeOfGivingUp(
        ConsumerRecord<byte[], byte[]> record, UUID topicId, String reason);

    /**
     * The same for a record over which the process died, perhaps when its value was read: so it is
     * not read, and what stands beside it must do.
     */
    Optional<Message> outcomeUnread(ConsumerRecord<byte[], byte[]> record, String reason);
  }

  /** A record to be published. */
  record Message(byte[] key, byte[] value) {}
}
