package io.payonce.benchmarks.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.ingest.commands.DurableProducer;
import io.payonce.methods.GatewayAnswer;
import io.payonce.methods.vnpay.VnpayAnswer;
import io.payonce.schemas.RecordHeaders;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Takes a request's query, computes one HMAC-SHA512 over it, produces one record of the size that
 * the ingress's have, waits until it is durable, and answers as the ingress does. It reads nothing,
 * compares nothing and counts nothing.
 */
final class FloorHandler extends Handler.Abstract {
  private static final String ALGORITHM = "HmacSHA512";
  private static final int UUID_LENGTH = 36;
  private static final GatewayAnswer ANSWER = VnpayAnswer.CONFIRMED.answer();

  private final Producer<String, byte[]> producer;
  private final String topic;
  private final int keyLength;
  private final int valueBytes;
  private final Mac keyed;

  FloorHandler(Producer<String, byte[]> producer, String topic, int keyLength, int valueBytes) {
    this.producer = producer;
    this.topic = topic;
    this.keyLength = keyLength;
    this.valueBytes = valueBytes;
    keyed = keyed();
  }

  private static Mac keyed() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(SignedCall.SECRET.getBytes(UTF_8), ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has HMAC-SHA512 and takes any key for it", e);
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    byte[] query = request.getHttpURI().getQuery().getBytes(UTF_8);
    boolean durable = isDurable(record(query, HexFormat.of().formatHex(hmac(query))));
    response.setStatus(durable ? 200 : 503);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, ANSWER.contentType());
    response.write(true, ByteBuffer.wrap(ANSWER.body().getBytes(UTF_8)), callback);
    return true;
  }

  /** A copy of what holds the key already: the cheapest way to one. */
  private byte[] hmac(byte[] query) {
    try {
      return ((Mac) keyed.clone()).doFinal(query);
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("the JDK's own can be copied", e);
    }
  }

  private ProducerRecord<String, byte[]> record(byte[] query, String hex) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(topic, hex.substring(0, keyLength), Arrays.copyOf(query, valueBytes));
    record.headers().add(RecordHeaders.COMMAND_ID, hex.substring(0, UUID_LENGTH).getBytes(UTF_8));
    return record;
  }

  private boolean isDurable(ProducerRecord<String, byte[]> record) {
    CompletableFuture<Void> durable = new CompletableFuture<>();
    producer.send(
        record,
        (_, failure) -> {
          if (failure == null) {
            durable.complete(null);
          } else {
            durable.completeExceptionally(failure);
          }
        });
    try {
      durable.get(DurableProducer.DURABLE_WITHIN.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException _) {
      // The caller is told, and counts it.
      return false;
    }
  }
}
