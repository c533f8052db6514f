package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.refunds.RefundProcessor;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Refunds stay open exactly where the gateway's answer is ambiguous, one an order; an operator is
 * shown these and no others, and counted these, by which he is alarmed.
 *
 * @param ambiguous orders whose payment somebody else pays back in part, so that the gateway tells
 *     of that one last
 */
record LeftOpen(Installation installation, PlayedVnpay vnpay, List<RefundedOrder> ambiguous) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern LISTED = Pattern.compile("\"orderId\":\"([^\"]+)\"");

  void check() {
    List<String> expected = ambiguous.stream().map(order -> order.id().value()).sorted().toList();
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(open()).isEqualTo(expected));
    assertThat(
            LISTED
                .matcher(
                    OperatorCommand.run(
                        installation, "refunds", "list", "--status", "requested,unknown", "--json"))
                .results()
                .map(result -> result.group(1))
                .sorted())
        .as("what the operator is shown")
        .containsExactlyElementsOf(expected);
    try (RefundProcessor processor =
        RefundProcessor.start(installation.refundEnvironment(vnpay.merchantApi()))) {
      Management management = new Management(processor.managementPort());
      await().atMost(PATIENCE).until(() -> counted(management, "unknown") == expected.size());
      assertThat(counted(management, "requested")).isZero();
    }
  }

  private static double counted(Management management, String status) {
    return management.metric("payonce_refunds_under_way", "status=\"" + status + "\"");
  }

  private List<String> open() {
    return installation
        .database()
        .rows(
            """
            SELECT order_id FROM transactions
             WHERE kind = 'REFUND' AND status IN ('REQUESTED', 'UNKNOWN') ORDER BY order_id COLLATE "C"
            """);
  }
}
