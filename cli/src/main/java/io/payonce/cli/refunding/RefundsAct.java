package io.payonce.cli.refunding;

import static io.payonce.cli.refunding.RefundsPlayed.PART;
import static io.payonce.cli.refunding.RefundsPlayed.PRICE;
import static java.util.Objects.requireNonNull;

import io.payonce.cli.stack.OrderDraft;
import io.payonce.cli.stack.Shop;
import io.payonce.cli.stack.Site;
import io.payonce.cli.stack.Stack;
import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import io.payonce.payments.Sku;
import io.payonce.simulator.GatewayNumbers;
import io.payonce.simulator.IngressClient;
import io.payonce.simulator.PaymentRequest;
import io.payonce.simulator.SimulatorControl;
import io.payonce.simulator.VnpayCustomer;
import io.payonce.simulator.merchant.BooksPage;
import io.payonce.simulator.merchant.Fault;
import io.payonce.simulator.merchant.FaultKind;
import io.payonce.simulator.merchant.FaultRule;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Plays four orders on a stack that runs.
 *
 * <ol>
 *   <li>One is created by four clicks at once, paid, and refunded by four clicks at once.
 *   <li>Of one, a part is paid back.
 *   <li>One is refunded, and the gateway, which has moved the money, gives no answer.
 *   <li>One is tried in vain, tried again and paid, and then the first try is paid too.
 * </ol>
 */
public final class RefundsAct {
  /** How many steps it tells of. */
  public static final int STEPS = 4;

  private static final int CLICKS = 4;
  private static final Duration SILENT_FOR = Duration.ofSeconds(2);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);
  private static final Duration PAID_BACK_WITHIN = Duration.ofSeconds(60);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final Site site;
  private final Names names;
  private final Runnable advance;

  /**
   * What the orders are called, and the goods in them.
   *
   * @param orderPrefix begins each order's id
   */
  public record Names(String orderPrefix, Sku sku) {}

  /**
   * @param advance told of each step that is done
   */
  public RefundsAct(Site site, Names names, Runnable advance) {
    this.site = requireNonNull(site, "site is null");
    this.names = requireNonNull(names, "names is null");
    this.advance = requireNonNull(advance, "advance is null");
  }

  /**
   * Plays it.
   *
   * @throws IllegalStateException if a refund is not made in time
   */
  public RefundsPlayed play() {
    Stack.Places places = site.places();
    try (Shop shop = new Shop(places.ingress(), site.credentials().apiKey());
        IngressClient ingress = new IngressClient(URI.create(places.ingress()), ANSWER_WITHIN);
        SimulatorControl gateway = new SimulatorControl(URI.create(places.simulator()))) {
      OrderDraft clicked = draft("refund-clicked");
      String clickedPayment = pay(atOnce(() -> shop.create(clicked)).getFirst(), gateway, ingress);
      atOnce(() -> shop.refund(clicked.orderId(), Optional.empty()));
      advance.run();

      OrderDraft partial = draft("refund-partial");
      String partialPayment = pay(shop.create(partial), gateway, ingress);
      shop.refund(partial.orderId(), Optional.of(new Shop.Part("part-1", new Money(PART, "VND"))));
      advance.run();

      OrderDraft silent = draft("refund-silent");
      String silentPayment = pay(shop.create(silent), gateway, ingress);
      Fault silence = Fault.after(FaultKind.SILENCE).withDelay(SILENT_FOR);
      gateway.fault(new FaultRule(silence, "refund", silentPayment, 1));
      long began = System.nanoTime();
      shop.refund(silent.orderId(), Optional.empty());
      requireSilence(Duration.ofNanos(System.nanoTime() - began));
      advance.run();

      Twice twice = payTwice(shop, gateway, ingress);
      advance.run();

      BooksPage books = gateway.books();
      return new RefundsPlayed(
          clicked.orderId(),
          books.payment(clickedPayment).orElseThrow(),
          books.payment(partialPayment).orElseThrow(),
          books.payment(silentPayment).orElseThrow(),
          books.payment(twice.earlier()).orElseThrow(),
          books.payment(twice.later()).orElseThrow());
    }
  }

  /** The two payments of one order. */
  private record Twice(String earlier, String later) {}

  /** Nobody asks for what goes back here; returns when the gateway has paid it back. */
  private Twice payTwice(Shop shop, SimulatorControl gateway, IngressClient ingress) {
    OrderDraft draft = draft("paid-twice");
    Shop.Created earlier = shop.create(draft);
    // The gateway has no number for what is not paid.
    GatewayNumbers none = new GatewayNumbers(1);
    ingress.send(
        new VnpayCustomer(site.credentials().terminal(), none)
            .cancel(PaymentRequest.of(earlier.paymentUrl())));
    String later = pay(shop.create(draft), gateway, ingress);
    Twice twice = new Twice(pay(earlier, gateway, ingress), later);
    Instant giveUp = Instant.now().plus(PAID_BACK_WITHIN);
    while (gateway.books().payment(later).orElseThrow().refunds().isEmpty()) {
      if (Instant.now().isAfter(giveUp)) {
        throw new IllegalStateException("what was paid twice did not go back");
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
    return twice;
  }

  /** Whoever was answered sooner was not kept waiting by the gateway, and proves nothing. */
  private static void requireSilence(Duration answered) {
    if (answered.compareTo(SILENT_FOR) < 0) {
      throw new IllegalStateException("the gateway was not silent about a refund");
    }
  }

  private OrderDraft draft(String name) {
    return new OrderDraft(
        new OrderId(names.orderPrefix() + name),
        new Money(PRICE, "VND"),
        List.of(new OrderLine(names.sku(), 1)));
  }

  /** Pays at the gateway, whose callback comes; returns the payment's reference. */
  private String pay(Shop.Created created, SimulatorControl gateway, IngressClient ingress) {
    PaymentRequest request = PaymentRequest.of(created.paymentUrl());
    String number = gateway.bookPayment(request.reference(), PRICE, request.createDate());
    GatewayNumbers numbers = new GatewayNumbers(Long.parseLong(number));
    ingress.send(new VnpayCustomer(site.credentials().terminal(), numbers).pay(request));
    return request.reference();
  }

  private static <T> List<T> atOnce(Supplier<T> click) {
    try (ExecutorService people = Executors.newFixedThreadPool(CLICKS)) {
      List<CompletableFuture<T>> clicks =
          Stream.generate(() -> CompletableFuture.supplyAsync(click, people))
              .limit(CLICKS)
              .toList();
      return clicks.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      throw new IllegalStateException("a click came to nothing", e.getCause());
    }
  }
}
