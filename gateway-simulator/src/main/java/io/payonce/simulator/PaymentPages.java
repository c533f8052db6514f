package io.payonce.simulator;

import io.payonce.simulator.PaymentRequest.Opened;
import io.payonce.simulator.merchant.BookedPayment;
import io.payonce.simulator.merchant.MerchantBooks;
import java.time.Duration;
import java.util.Locale;

/** What VNPAY's customers see, and what their buttons do. */
final class PaymentPages {
  static final String PAGE = "/paymentv2/vpcpay.html";
  static final String PAY = "/paymentv2/pay";
  static final String CANCEL = "/paymentv2/cancel";

  private static final long HUNDREDTHS = 100;

  private final VnpayTerminal terminal;
  private final VnpayCustomer customer;
  private final IpnDelivery delivery;
  private final RetryRule rule;
  private final MerchantBooks books;
  private final PaidReferences paid = new PaidReferences();

  PaymentPages(
      SimulatorSettings settings,
      VnpayCustomer customer,
      IpnDelivery delivery,
      MerchantBooks books) {
    this.terminal = settings.terminal();
    this.customer = customer;
    this.delivery = delivery;
    this.rule = settings.retryRule();
    this.books = books;
  }

  /** A page and its status. */
  record Page(int status, Html html) {}

  /** The page behind the merchant's link. */
  Page ask(String query) {
    return switch (PaymentRequest.open(query, terminal)) {
      case Opened.Refused refused -> refusal(refused);
      case Opened.Genuine genuine ->
          paid.contains(genuine.request().reference())
              ? alreadyPaid(genuine.request())
              : asked(genuine.request(), query);
    };
  }

  private Page asked(PaymentRequest request, String query) {
    books.book(open(request));
    return new Page(
        200,
        described("VNPAY, played", request)
            .button("Pay", PAY + "?" + query)
            .button("Cancel", CANCEL + "?" + query));
  }

  Page pay(String query) {
    return switch (PaymentRequest.open(query, terminal)) {
      case Opened.Refused refused -> refusal(refused);
      case Opened.Genuine genuine ->
          paid.pay(genuine.request().reference())
              ? paid(genuine.request())
              : alreadyPaid(genuine.request());
    };
  }

  Page cancel(String query) {
    return switch (PaymentRequest.open(query, terminal)) {
      case Opened.Refused refused -> refusal(refused);
      case Opened.Genuine genuine ->
          paid.contains(genuine.request().reference())
              ? alreadyPaid(genuine.request())
              : cancelled(genuine.request());
    };
  }

  private Page paid(PaymentRequest request) {
    VnpayIpn ipn = customer.pay(request);
    books.book(open(request).paid(ipn.transactionNo()));
    return told("Paid", request, delivery.deliver(ipn));
  }

  private Page cancelled(PaymentRequest request) {
    books.book(open(request).failed());
    return told("Cancelled", request, delivery.deliver(customer.cancel(request)));
  }

  private static BookedPayment open(PaymentRequest request) {
    return BookedPayment.open(
        request.reference(), request.hundredths(), request.createDate(), request.orderInfo());
  }

  private Page told(String title, PaymentRequest request, IpnAnswer answer) {
    Html page = described(title, request).row("The merchant answered", words(answer));
    if (answer.asksForRepeat()) {
      page.paragraph(
          "VNPAY sends the callback again, up to %d times, every %s."
              .formatted(rule.repeatsAtMost(), words(rule.interval())));
    }
    return new Page(200, page);
  }

  private static Page refusal(Opened.Refused refused) {
    return new Page(400, new Html("VNPAY, played").paragraph(refused.why()));
  }

  private static Page alreadyPaid(PaymentRequest request) {
    return new Page(409, described("Paid already", request));
  }

  private static Html described(String title, PaymentRequest request) {
    return new Html(title)
        .paragraph("This page plays the payment gateway: no money moves.")
        .row("Order", request.orderInfo())
        .row("Reference", request.reference())
        .row("Amount", String.format(Locale.ROOT, "%,d VND", request.hundredths() / HUNDREDTHS));
  }

  private static String words(IpnAnswer answer) {
    return switch (answer) {
      case IpnAnswer.Answered answered ->
          answered.rspCode().isEmpty()
              ? "HTTP " + answered.httpStatus()
              : "RspCode " + answered.rspCode();
      case IpnAnswer.Silence silence -> "nothing (" + silence.why() + ")";
    };
  }

  private static String words(Duration duration) {
    return duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
