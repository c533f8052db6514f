package io.payonce.simulator;

import static java.util.Objects.requireNonNull;

import io.payonce.methods.Parameter;
import io.payonce.methods.vnpay.HashSecret;
import io.payonce.methods.vnpay.VnpaySignature;
import io.payonce.payments.TransactionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A customer at VNPAY's page, honest or not: makes the callback that VNPAY sends afterwards. The
 * same calls with the same numbers make the same callbacks. Safe for many threads.
 */
public final class VnpayCustomer {
  private static final HashSecret FORGERS_SECRET = new HashSecret("a secret that is not VNPAY's");
  private static final String SUCCESS = "00";
  private static final String CANCELLED = "24";
  private static final String ERROR = "02";
  private static final String NO_NUMBER = "0";
  private static final long HUNDREDTHS = 100;

  private final VnpayTerminal terminal;
  private final GatewayNumbers numbers;

  public VnpayCustomer(VnpayTerminal terminal, GatewayNumbers numbers) {
    this.terminal = requireNonNull(terminal, "terminal is null");
    this.numbers = requireNonNull(numbers, "numbers is null");
  }

  /** Pays what was asked for. Each call is another payment, with a gateway number of its own. */
  public VnpayIpn pay(PaymentRequest request) {
    return success(request, request.hundredths(), terminal.hashSecret());
  }

  /**
   * Pays another amount than was asked for.
   *
   * @param vnd a whole number of VND
   */
  public VnpayIpn payOtherAmount(PaymentRequest request, long vnd) {
    return success(request, Math.multiplyExact(vnd, HUNDREDTHS), terminal.hashSecret());
  }

  /** Cancels. Nothing was paid, so there is no gateway number. */
  public VnpayIpn cancel(PaymentRequest request) {
    List<Parameter> parameters =
        parameters(request, request.hundredths(), NO_NUMBER, CANCELLED, ERROR);
    return new VnpayIpn(signed(parameters, terminal.hashSecret()), request.reference(), NO_NUMBER);
  }

  /** Claims a payment that never was, signed by somebody who does not have the secret. */
  public VnpayIpn forge(PaymentRequest request) {
    return success(request, request.hundredths(), FORGERS_SECRET);
  }

  /**
   * Pays something that no shop has asked for: the reference is spelled as ours are, and is none.
   *
   * @param vnd a whole number of VND
   */
  public VnpayIpn payUnknown(long vnd) {
    long number = Long.parseLong(numbers.next());
    TransactionId reference = TransactionId.mintedBy(new UUID(0, number), Instant.EPOCH);
    return pay(
        new PaymentRequest(
            terminal.tmnCode(),
            reference.value(),
            Math.multiplyExact(vnd, HUNDREDTHS),
            "Thanh toan " + reference,
            "19700101070000"));
  }

  private VnpayIpn success(PaymentRequest request, long hundredths, HashSecret secret) {
    String number = numbers.next();
    List<Parameter> parameters = parameters(request, hundredths, number, SUCCESS, SUCCESS);
    parameters.add(new Parameter("vnp_BankTranNo", "VNP" + number));
    return new VnpayIpn(signed(parameters, secret), request.reference(), number);
  }

  private static List<Parameter> parameters(
      PaymentRequest request, long hundredths, String number, String response, String status) {
    return new ArrayList<>(
        List.of(
            new Parameter("vnp_Amount", Long.toString(hundredths)),
            new Parameter("vnp_BankCode", "NCB"),
            new Parameter("vnp_CardType", "ATM"),
            new Parameter("vnp_OrderInfo", request.orderInfo()),
            new Parameter("vnp_PayDate", request.createDate()),
            new Parameter("vnp_ResponseCode", response),
            new Parameter("vnp_TmnCode", request.tmnCode()),
            new Parameter("vnp_TransactionNo", number),
            new Parameter("vnp_TransactionStatus", status),
            new Parameter("vnp_TxnRef", request.reference())));
  }

  private static String signed(List<Parameter> parameters, HashSecret secret) {
    String text = VnpaySignature.canonicalText(parameters);
    return text + "&" + VnpaySignature.HASH + "=" + VnpaySignature.sign(secret, text);
  }
}
