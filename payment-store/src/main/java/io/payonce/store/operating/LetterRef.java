package io.payonce.store.operating;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/**
 * One dead letter.
 *
 * @param topic where it lies
 * @param topicId a topic that is created anew has another, and other letters
 */
public record LetterRef(String topic, UUID topicId, int partition, long offset) {
  public LetterRef {
    requireNonNull(topic, "topic is null");
    requireNonNull(topicId, "topicId is null");
  }
}
