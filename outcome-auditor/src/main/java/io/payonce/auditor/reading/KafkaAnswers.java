package io.payonce.auditor.reading;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/** Waits for what Kafka answers. */
final class KafkaAnswers {
  static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

  private KafkaAnswers() {}

  /**
   * @throws KafkaException if there is no answer in time, or a bad one
   */
  static <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException known
          ? known
          : new KafkaException("Kafka did not answer", e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException("Kafka did not answer in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while Kafka was asked", e);
    }
  }
}
