package io.payonce.cli.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.methods.Parameter;
import io.payonce.methods.vnpay.VnpaySignature;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Finds out why VNPAY's signature does not fit, by signing what might have been meant. A suspicion
 * is told only if the received signature fits it, so it never says what another signature would
 * have to be.
 */
final class VnpayEvidence {
  private static final Pattern SIGNATURE = Pattern.compile("[0-9A-Fa-f]{128}");
  private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,12}");
  private static final int SHOWN = 6;

  private final VnpaySecrets secrets;
  private final List<Parameter> parameters;
  private final String received;

  private VnpayEvidence(VnpaySecrets secrets, List<Parameter> parameters) {
    this.secrets = secrets;
    this.parameters = parameters;
    received =
        parameters.stream()
            .filter(parameter -> parameter.name().equals(VnpaySignature.HASH))
            .map(Parameter::value)
            .findFirst()
            .orElse("");
  }

  static SignatureEvidence gather(VnpaySecrets secrets, List<Parameter> parameters) {
    VnpayEvidence evidence = new VnpayEvidence(secrets, parameters);
    String text = VnpaySignature.canonicalText(parameters);
    String expected = VnpaySignature.sign(secrets.key(), text);
    return new SignatureEvidence(
        secrets.maskedIn(text),
        secrets.maskedIn(evidence.received),
        expected.substring(0, SHOWN) + "…",
        evidence.suspicions());
  }

  private List<String> suspicions() {
    List<String> found = new ArrayList<>();
    if (!received.isEmpty() && !SIGNATURE.matcher(received).matches()) {
      found.add("what came as vnp_SecureHash is not 128 hex digits: cut off, or changed");
    }
    if (fits(secrets, VnpayEvidence::timesHundred)) {
      found.add("it fits once vnp_Amount is multiplied by 100: somebody divided it");
    }
    if (fits(secrets, VnpayEvidence::decodedAgain)) {
      found.add("it fits once the values are decoded again: somebody encoded them twice");
    }
    if (fits(secrets.stripped(), UnaryOperator.identity())) {
      found.add("it fits without the blanks around secrets.hashSecret");
    }
    return found;
  }

  private boolean fits(VnpaySecrets by, UnaryOperator<Parameter> change) {
    String text = VnpaySignature.canonicalText(parameters.stream().map(change).toList());
    return VnpaySignature.matches(List.of(by.key()), text, received);
  }

  private static Parameter timesHundred(Parameter parameter) {
    return parameter.name().equals("vnp_Amount") && AMOUNT.matcher(parameter.value()).matches()
        ? new Parameter(parameter.name(), parameter.value() + "00")
        : parameter;
  }

  private static Parameter decodedAgain(Parameter parameter) {
    try {
      return new Parameter(parameter.name(), URLDecoder.decode(parameter.value(), UTF_8));
    } catch (IllegalArgumentException _) {
      // It was not encoded twice, then.
      return parameter;
    }
  }
}
