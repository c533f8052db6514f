package io.payonce.cli.check;

import static java.util.Objects.requireNonNull;

import io.payonce.payments.Claim;

/** What was found out about one captured request. */
sealed interface Finding {

  /**
   * The gateway said it.
   *
   * @param ours whether the reference is spelled as one of ours
   */
  record Genuine(String reference, boolean ours, Claim claim) implements Finding {
    public Genuine {
      requireNonNull(reference, "reference is null");
      requireNonNull(claim, "claim is null");
    }
  }

  /** Its signature is not the one that the gateway would have made with the secret given. */
  record Forged(String code, String words, SignatureEvidence evidence) implements Finding {
    public Forged {
      requireNonNull(code, "code is null");
      requireNonNull(words, "words is null");
      requireNonNull(evidence, "evidence is null");
    }
  }

  /**
   * It is no callback to the terminal given, or it cannot be told.
   *
   * @param code stable, for programs
   * @param words for a person
   */
  record NotValid(String code, String words) implements Finding {
    public NotValid {
      requireNonNull(code, "code is null");
      requireNonNull(words, "words is null");
    }
  }

  /** It was not written down as it should be, so nothing was checked. */
  record Unreadable(String words) implements Finding {
    static final String CODE = "unreadable-request";

    public Unreadable {
      requireNonNull(words, "words is null");
    }
  }
}
