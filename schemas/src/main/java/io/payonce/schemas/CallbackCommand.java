package io.payonce.schemas;

import static java.util.Objects.requireNonNull;

import io.payonce.payments.Claim;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.TransactionId;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A verified callback of a gateway, about a payment or a refund.
 *
 * @param claim what it says
 * @param evidence the gateway's own fields, allow-listed, and a digest of the request
 */
public record CallbackCommand(
    UUID commandId,
    Instant receivedAt,
    PaymentMethod method,
    TransactionId transactionId,
    Claim claim,
    Evidence evidence)
    implements Command {

  /** How we came to know the claim. */
  public enum Source {
    /** The gateway told us. */
    IPN,
    /** We asked the gateway. */
    QUERY,
    /** A person who had looked said so. */
    OPERATOR
  }

  /**
   * What the claim rests on.
   *
   * @param fields the gateway's fields that may be kept: no names, addresses or card data
   * @param requestSha256 of the raw request, in lower-case hex
   */
  public record Evidence(Source source, Map<String, String> fields, String requestSha256) {
    public Evidence {
      requireNonNull(source, "source");
      requireNonNull(requestSha256, "requestSha256");
      fields = Map.copyOf(fields);
    }
  }

  public CallbackCommand {
    requireNonNull(commandId, "commandId");
    requireNonNull(receivedAt, "receivedAt");
    requireNonNull(method, "paymentMethod");
    requireNonNull(transactionId, "transactionId");
    requireNonNull(claim, "claim");
    requireNonNull(evidence, "evidence");
  }

  @Override
  public CommandKind kind() {
    return CommandKind.CALLBACK;
  }

  @Override
  public IdempotencyKey key() {
    return IdempotencyKey.ofCallback(method, transactionId);
  }
}
