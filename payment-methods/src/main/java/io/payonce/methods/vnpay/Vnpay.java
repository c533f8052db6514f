package io.payonce.methods.vnpay;

import static java.util.Objects.requireNonNull;

import io.payonce.methods.Acknowledgement;
import io.payonce.methods.CallbackVerdict;
import io.payonce.methods.GatewayAnswer;
import io.payonce.methods.MerchantApi;
import io.payonce.methods.OfferedMethod;
import io.payonce.methods.Parameter;
import io.payonce.methods.PaymentPage;
import io.payonce.payments.Money;
import io.payonce.payments.PaymentMethod;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** VNPAY, with one terminal. Amounts travel as hundredths of VND; twelve digits are the limit. */
public final class Vnpay implements OfferedMethod {
  static final String CURRENCY = "VND";
  static final long UNITS_PER_VND = 100;

  private static final long MOST_VND = 9_999_999_999L;

  private final VnpaySettings settings;
  private final VnpayCallbacks callbacks;
  private final Optional<MerchantApi> merchantApi;

  /** VNPAY without calls to it: enough for callbacks and links to the payment page. */
  public Vnpay(VnpaySettings settings) {
    this(settings, Optional.empty());
  }

  /** VNPAY with calls to it, whose client the maker closes. */
  public Vnpay(VnpaySettings settings, VnpayMerchantSettings merchant) {
    this(settings, Optional.of(new VnpayMerchantApi(settings, merchant, InstantSource.system())));
  }

  private Vnpay(VnpaySettings settings, Optional<MerchantApi> merchantApi) {
    this.settings = requireNonNull(settings, "settings is null");
    callbacks = new VnpayCallbacks(settings);
    this.merchantApi = merchantApi;
  }

  /** The amount as VNPAY writes it. */
  static long hundredths(Money amount) {
    if (!amount.currency().equals(CURRENCY)) {
      throw new IllegalArgumentException("VNPAY knows no amount in " + amount.currency());
    }
    return Math.multiplyExact(amount.minorUnits(), UNITS_PER_VND);
  }

  @Override
  public PaymentMethod method() {
    return PaymentMethod.VNPAY;
  }

  @Override
  public CallbackVerdict verify(List<Parameter> receivedInOrder) {
    return callbacks.verify(receivedInOrder);
  }

  @Override
  public GatewayAnswer answer(Acknowledgement acknowledgement) {
    return VnpayAnswer.to(acknowledgement).answer();
  }

  @Override
  public boolean takes(Money amount) {
    return amount.currency().equals(CURRENCY)
        && amount.minorUnits() > 0
        && amount.minorUnits() <= MOST_VND;
  }

  @Override
  public Duration paymentWindow() {
    return settings.paymentWindow();
  }

  @Override
  public String paymentUrl(PaymentPage page) {
    if (!takes(page.amount())) {
      throw new IllegalArgumentException("VNPAY does not take this amount");
    }
    return VnpayPaymentUrl.build(settings, page);
  }

  @Override
  public Optional<MerchantApi> merchantApi() {
    return merchantApi;
  }
}
