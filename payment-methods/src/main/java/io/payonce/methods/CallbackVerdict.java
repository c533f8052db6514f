package io.payonce.methods;

import static java.util.Objects.requireNonNull;

import io.payonce.payments.Claim;
import io.payonce.payments.TransactionId;
import java.util.Map;

/** What a callback turned out to be. */
public sealed interface CallbackVerdict {

  /**
   * The gateway said it, and it may be about one of our transactions.
   *
   * @param fields the gateway's own fields that may be kept; no text about people or cards
   */
  record Genuine(TransactionId transactionId, Claim claim, Map<String, String> fields)
      implements CallbackVerdict {
    public Genuine {
      requireNonNull(transactionId, "transactionId is null");
      requireNonNull(claim, "claim is null");
      fields = Map.copyOf(fields);
    }
  }

  /**
   * The gateway said it, of a transaction that cannot be ours: its reference is not spelled so.
   *
   * @param reference as received, decoded
   */
  record UnknownReference(String reference, Claim claim) implements CallbackVerdict {
    public UnknownReference {
      requireNonNull(reference, "reference is null");
      requireNonNull(claim, "claim is null");
    }
  }

  /**
   * No signature, or not the gateway's: it must change nothing.
   *
   * @param reason for a person; never repeats the contents
   */
  record Forged(CallbackFlaw flaw, String reason) implements CallbackVerdict {
    public Forged {
      requireNonNull(flaw, "flaw is null");
      requireNonNull(reason, "reason is null");
    }
  }

  /**
   * It cannot be read as a callback to us.
   *
   * @param reason for a person; never repeats the contents
   */
  record Malformed(CallbackFlaw flaw, String reason) implements CallbackVerdict {
    public Malformed {
      requireNonNull(flaw, "flaw is null");
      requireNonNull(reason, "reason is null");
    }
  }
}
