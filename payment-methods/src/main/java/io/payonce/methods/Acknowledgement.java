package io.payonce.methods;

/** What a gateway is told about its callback, before it is put into the gateway's own words. */
public enum Acknowledgement {
  /** It is recorded, whatever it said; the gateway need not repeat it. */
  RECORDED,
  /** It, or something later, was recorded before; the gateway need not repeat it. */
  RECORDED_BEFORE,
  /** We know no such transaction, or not yet. */
  UNKNOWN_TRANSACTION,
  /** Amount or currency are not the transaction's. */
  WRONG_AMOUNT,
  /** The signature is not the gateway's. */
  FORGED,
  /** We could not take it; the gateway should repeat it. */
  TRY_AGAIN
}
