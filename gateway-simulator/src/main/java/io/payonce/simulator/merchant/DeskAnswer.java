package io.payonce.simulator.merchant;

import io.payonce.methods.vnpay.HashSecret;
import io.payonce.methods.vnpay.MerchantMessage;
import java.util.Map;

/** What VNPAY answers to a request, before it is signed. */
record DeskAnswer(MerchantMessage form, Map<String, String> fields) {
  String signedWith(HashSecret secret) {
    return form.signed(fields, secret);
  }
}
