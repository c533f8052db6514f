package io.payonce.system;

import com.fasterxml.uuid.Generators;
import io.payonce.payments.CreateRules;
import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import io.payonce.payments.TransactionId;
import io.payonce.schemas.CreateCommand;
import io.payonce.schemas.RefundCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/**
 * A paid order and the eight commands by which careless people ask for its money: the same refund
 * under one command id after the other, some of them sent once more as they are.
 */
record RefundedOrder(CreateCommand create, Wish wish, List<RefundCommand> commands) {
  static final int COMMANDS = 8;

  private static final int PARTS = 3;

  /** What is wanted back. */
  enum Wish {
    /** All of it. */
    FULL,
    /** Three parts of a quarter each. */
    BELOW,
    /** Three parts that are all of it together. */
    EXACT,
    /** Three parts of which two fit, and one of them also with another amount. */
    BEYOND
  }

  /** What its commands say over HTTP. */
  static String body(RefundCommand command) {
    String part =
        command
            .refundId()
            .map(
                refundId ->
                    ",\"refundId\":\"%s\",\"amount\":%d,\"currency\":\"VND\",\"items\":[%s]"
                        .formatted(
                            refundId,
                            command.amount().orElseThrow().minorUnits(),
                            CreateStorm.items(command.lines())))
            .orElse("");
    return "{\"orderId\":\"%s\"%s}".formatted(command.orderId(), part);
  }

  /** The commands come from the seed; every second order is to be paid back in full. */
  static List<RefundedOrder> of(long seed, List<CreateCommand> creates) {
    Random random = new Random(seed);
    List<RefundedOrder> orders = new ArrayList<>();
    for (int i = 0; i < creates.size(); i++) {
      Wish wish = i % 2 == 0 ? Wish.FULL : Wish.values()[1 + random.nextInt(PARTS)];
      orders.add(of(random, creates.get(i), wish));
    }
    return orders;
  }

  /** Orders that are to be paid back in full, by one command that is sent several times. */
  static List<RefundedOrder> inFull(List<CreateCommand> creates) {
    return creates.stream()
        .map(
            create ->
                new RefundedOrder(
                    create,
                    Wish.FULL,
                    Collections.nCopies(
                        PARTS, command(create, Optional.empty(), Optional.empty(), List.of()))))
        .toList();
  }

  private static RefundedOrder of(Random random, CreateCommand create, Wish wish) {
    List<RefundCommand> commands = new ArrayList<>();
    for (int i = 0; i < COMMANDS; i++) {
      boolean asItIs = i >= PARTS && random.nextInt(4) == 0;
      commands.add(
          asItIs
              ? commands.get(random.nextInt(commands.size()))
              : command(create, wish, 1 + i % PARTS, i == COMMANDS - 1));
    }
    Collections.shuffle(commands, random);
    return new RefundedOrder(create, wish, commands);
  }

  private static RefundCommand command(CreateCommand create, Wish wish, int part, boolean last) {
    CreateRules.Details details = create.details().orElseThrow();
    long all = details.amount().minorUnits();
    return switch (wish) {
      case FULL -> command(create, Optional.empty(), Optional.empty(), List.of());
      case BELOW -> part(create, part, all / 4);
      case EXACT -> part(create, part, part < PARTS ? all / PARTS : all - 2 * (all / PARTS));
      case BEYOND -> part(create, part, last ? all / 5 : all * 2 / 5);
    };
  }

  /** The first part brings one piece back. */
  private static RefundCommand part(CreateCommand create, int part, long amount) {
    OrderLine piece = new OrderLine(create.details().orElseThrow().lines().getFirst().sku(), 1);
    return command(
        create,
        Optional.of("part-" + part),
        Optional.of(new Money(amount, "VND")),
        part == 1 ? List.of(piece) : List.of());
  }

  private static RefundCommand command(
      CreateCommand create,
      Optional<String> refundId,
      Optional<Money> amount,
      List<OrderLine> lines) {
    return new RefundCommand(
        Generators.timeBasedEpochGenerator().generate(),
        Instant.now(),
        create.orderId(),
        Optional.empty(),
        amount,
        refundId,
        lines,
        "");
  }

  OrderId id() {
    return create.orderId();
  }

  TransactionId payment() {
    return Traffic.opened(create);
  }

  long amount() {
    return create.details().orElseThrow().amount().minorUnits();
  }

  /** What must be paid back in the end; empty where that is for whoever comes first to say. */
  OptionalLong refunded() {
    return switch (wish) {
      case FULL, EXACT -> OptionalLong.of(amount());
      case BELOW -> OptionalLong.of(PARTS * (amount() / 4));
      case BEYOND -> OptionalLong.empty();
    };
  }

  /** The orders' ids, commas between. */
  static String ids(List<RefundedOrder> orders) {
    return String.join(",", orders.stream().map(order -> order.id().value()).toList());
  }
}
