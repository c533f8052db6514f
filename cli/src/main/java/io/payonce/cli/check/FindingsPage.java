package io.payonce.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.payonce.payments.Claim;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes findings down for a person. */
final class FindingsPage {
  private static final String USUAL_CAUSES =
      """
        The usual causes:
          - secrets.hashSecret is another one: of another terminal, of the sandbox, or replaced since
          - a value was decoded and encoded again in another way, or encoded twice
          - vnp_SecureHash belongs to another request
          - vnp_Amount was divided by 100, or turned into a number, before it was signed
          - a proxy or a framework dropped, added or changed a parameter
      """;

  private FindingsPage() {}

  static String write(List<CheckedRequest> requests) {
    return requests.isEmpty()
        ? "There is no callback in the input.\n"
        : IntStream.range(0, requests.size())
            .mapToObj(i -> page(i + 1, requests.get(i)))
            .collect(Collectors.joining("\n"));
  }

  private static String page(int number, CheckedRequest request) {
    String name = "Callback " + name(number, request.id());
    return switch (request.finding()) {
      case Finding.Genuine genuine -> name + ": GENUINE\n" + claim(genuine);
      case Finding.Forged forged ->
          name + ": NOT VALID, " + forged.code() + "\n" + evidence(forged);
      case Finding.NotValid(var code, var words) ->
          name + ": NOT VALID, " + code + "\n  " + words + "\n";
      case Finding.Unreadable(var words) ->
          name + ": NOT CHECKED, " + Finding.Unreadable.CODE + "\n  " + words + "\n";
    };
  }

  private static String name(int number, JsonNode id) {
    return id.isNull() ? "#" + number : printable(id.asText());
  }

  private static String claim(Finding.Genuine genuine) {
    Claim claim = genuine.claim();
    return line("transaction", printable(genuine.reference()) + notOurs(genuine))
        + line("gateway's number", claim.gatewayTransactionId())
        + line("amount", claim.amount().minorUnits() + " " + claim.amount().currency())
        + line("status", FindingsJson.status(claim.status()));
  }

  private static String notOurs(Finding.Genuine genuine) {
    return genuine.ours() ? "" : "   (none of ours is spelled like this)";
  }

  private static String evidence(Finding.Forged forged) {
    SignatureEvidence evidence = forged.evidence();
    StringBuilder page = new StringBuilder("  " + forged.words() + "\n");
    page.append("  what it claims is not shown: anybody may have written it\n");
    page.append(line("canonical text", evidence.canonicalText()));
    page.append(line("received", printable(evidence.received())));
    page.append(line("expected", evidence.expectedMasked() + " (the rest would let one forge it)"));
    page.append(line("secret", "***"));
    evidence.suspicions().forEach(suspicion -> page.append(line("likely cause", suspicion)));
    return page.append(USUAL_CAUSES).toString();
  }

  private static String line(String name, String value) {
    return "  %-18s%s\n".formatted(name, value.isEmpty() ? "(none)" : value);
  }

  /** What others wrote could hold commands to the terminal. */
  private static String printable(String text) {
    return text.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
  }
}
