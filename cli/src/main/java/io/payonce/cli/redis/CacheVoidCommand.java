package io.payonce.cli.redis;

import io.payonce.cli.operating.Confirmation;
import io.payonce.cli.operating.Environment;
import io.payonce.cli.operating.OperatorSettings;
import io.payonce.idempotency.ResultCache;
import io.payonce.idempotency.redis.RedisSettings;
import io.payonce.payments.OrderId;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.TransactionId;
import io.payonce.store.views.OperatorViews;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Deletes cached results. */
@Command(
    name = "void",
    mixinStandardHelpOptions = true,
    header = "Deletes cached results, so that the database answers.",
    description = {
      "",
      "This is always safe: what is cached is in the database, or is decided again with the same"
          + " outcome. It costs a look at the database for each repeat. Locks and the marks of"
          + " waiting callers are never touched.",
      "",
      "Connects by the services' own settings: REDIS_URL and PAYONCE_NAMESPACE, and for --order"
          + " POSTGRES_URL, POSTGRES_USER and POSTGRES_PASSWORD, to know the order's transactions.",
      "",
      "Exit codes:",
      "  0 they are gone, or were counted",
      "  1 nothing was deleted: you said no, there is no such order, or a server does not answer",
      "  2 wrong usage",
      "  3 some may be left: Redis stopped answering, or the order has too many transactions;"
          + " the same again does no harm"
    },
    footerHeading = "%n",
    footer = {
      "Examples:",
      "  ./payonce cache void --order ORD-1 --dry-run",
      "  ./payonce cache void payment:refund:ORD-1 callback:VNPAY:261124_01JD...",
      "  ./payonce cache void --method VNPAY --yes"
    })
final class CacheVoidCommand implements Callable<Integer> {
  private static final int LEFT_OVER = 3;

  /** Whose results; one of these. */
  static final class Chosen {
    @Parameters(
        paramLabel = "KEY",
        arity = "1..*",
        description = "Idempotency keys, as payment show and locks write them.")
    private List<String> keys = new ArrayList<>();

    @Option(
        names = "--order",
        paramLabel = "ID",
        description = "All keys of an order: its create, its refunds, and their callbacks.")
    private Optional<String> order = Optional.empty();

    @Option(
        names = "--transaction",
        paramLabel = "ID",
        description = "The callbacks for a transaction, of whatever gateway.")
    private Optional<String> transaction = Optional.empty();

    @Option(
        names = "--method",
        paramLabel = "METHOD",
        description = "All callbacks of a gateway: ${COMPLETION-CANDIDATES}.")
    private Optional<PaymentMethod> method = Optional.empty();
  }

  @ArgGroup(multiplicity = "1")
  private Chosen chosen = new Chosen();

  @Option(names = "--dry-run", description = "Only count them.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Optional<Voiding> voiding = voiding();
    if (voiding.isEmpty()) {
      tell("the database knows no such order");
      return 1;
    }
    RedisSettings redis = OperatorSettings.voiding(Environment.of(spec));
    if (!dryRun && !yes && !isConfirmed(voiding.get())) {
      tell("nothing was deleted");
      return 1;
    }
    Optional<ResultCache.Swept> swept =
        RedisVisit.to(redis, link -> voiding.get().run(new ResultCache(link), dryRun));
    if (swept.isEmpty()) {
      tell("Redis does not answer; nothing was deleted");
      return 1;
    }
    return told(voiding.get(), swept.get());
  }

  private int told(Voiding voiding, ResultCache.Swept swept) {
    spec.commandLine()
        .getOut()
        .println(
            (dryRun
                    ? "%d cached results would be deleted of %s."
                    : "Deleted %d cached results of %s.")
                .formatted(swept.entries(), voiding.whose()));
    if (!swept.whole()) {
      tell("Redis stopped answering: there may be more");
    }
    if (!voiding.whole()) {
      tell("the order has more transactions than were looked at: there may be more");
    }
    return swept.whole() && voiding.whole() ? 0 : LEFT_OVER;
  }

  private Optional<Voiding> voiding() {
    if (chosen.order.isPresent()) {
      OrderId id = checked(OrderId::new, chosen.order.get());
      return new OperatorViews(OperatorSettings.listing(Environment.of(spec)))
          .history(id.value())
          .filter(history -> history.order().orderId().equals(id))
          .map(history -> Voiding.ofOrder(history.order()));
    }
    if (chosen.method.isPresent()) {
      return chosen.method.map(Voiding::ofMethod);
    }
    return Optional.of(
        chosen
            .transaction
            .map(id -> Voiding.ofTransaction(checked(TransactionId::new, id)))
            .orElseGet(() -> checked(Voiding::ofKeys, chosen.keys)));
  }

  private <S, T> T checked(Function<S, T> reading, S given) {
    try {
      return reading.apply(given);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private void tell(String words) {
    spec.commandLine().getErr().println("payonce: " + words);
  }

  private boolean isConfirmed(Voiding voiding) {
    return Confirmation.isGiven(
        spec.commandLine().getErr(), "Delete the cached results of " + voiding.whose() + "?");
  }
}
