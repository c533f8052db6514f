package io.payonce.simulator.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class FaultsTest {
  private static final FaultSeed SEED =
      new FaultSeed(42, 30, List.of(FaultKind.RESET, FaultKind.SERVER_ERROR), Duration.ZERO);

  @Test
  void rule_befalls_what_it_names_as_often_as_it_says() {
    Faults faults = new Faults();
    Fault reset = Fault.after(FaultKind.RESET);
    faults.add(new FaultRule(reset, "refund", "PAY1", 2));

    assertThat(faults.next(request("querydr", "PAY1"))).isEmpty();
    assertThat(faults.next(request("refund", "PAY2"))).isEmpty();
    assertThat(faults.next(request("refund", "PAY1"))).contains(reset);
    assertThat(faults.next(request("refund", "PAY1"))).contains(reset);
    assertThat(faults.next(request("refund", "PAY1"))).isEmpty();
  }

  @Test
  void cleared_faults_are_gone() {
    Faults faults = new Faults();
    faults.add(FaultRule.nextQuery(Fault.code("99")));
    faults.seed(new FaultSeed(1, 100, List.of(FaultKind.RESET), Duration.ZERO));
    faults.clear();
    assertThat(faults.next(request("querydr", "PAY1"))).isEmpty();
  }

  @Test
  void seed_gives_each_request_its_fault_in_whatever_order_they_come() {
    List<DeskRequest> requests = new ArrayList<>();
    for (int payment = 0; payment < 100; payment++) {
      Collections.addAll(requests, request("refund", "P" + payment), request("querydr", "P1"));
    }
    Map<String, List<Optional<Fault>>> first = drawn(requests);
    Collections.shuffle(requests, new Random(7));
    Map<String, List<Optional<Fault>>> second = drawn(requests);

    assertThat(second).isEqualTo(first);
    List<Fault> faults =
        first.values().stream().flatMap(List::stream).flatMap(Optional::stream).toList();
    assertThat(faults).hasSizeBetween(30, 90);
    assertThat(faults).extracting(Fault::kind).contains(FaultKind.RESET, FaultKind.SERVER_ERROR);
    assertThat(faults).extracting(Fault::moneyMoves).contains(true, false);
  }

  private static Map<String, List<Optional<Fault>>> drawn(List<DeskRequest> requests) {
    Faults faults = new Faults();
    faults.seed(SEED);
    Map<String, List<Optional<Fault>>> drawn = new TreeMap<>();
    for (DeskRequest request : requests) {
      drawn
          .computeIfAbsent(request.command() + request.reference(), _ -> new ArrayList<>())
          .add(faults.next(request));
    }
    return drawn;
  }

  private static DeskRequest request(String command, String reference) {
    return new DeskRequest(Map.of("vnp_Command", command, "vnp_TxnRef", reference));
  }
}
