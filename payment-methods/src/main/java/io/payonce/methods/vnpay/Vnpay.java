package io.payonce.methods.vnpay;

import static java.util.Objects.requireNonNull;

import io.payonce.methods.Acknowledgement;
import io.payonce.methods.CallbackVerdict;
import io.payonce.methods.GatewayAnswer;
import io.payonce.methods.OfferedMethod;
import io.payonce.methods.Parameter;
import io.payonce.methods.PaymentPage;
import io.payonce.payments.Money;
import io.payonce.payments.PaymentMethod;
import java.time.Duration;
import java.util.List;

/** VNPAY, with one terminal. Amounts travel as hundredths of VND; twelve digits are the limit. */
public final class Vnpay implements OfferedMethod {
  static final String CURRENCY = "VND";
  static final long UNITS_PER_VND = 100;

  private static final long MOST_VND = 9_999_999_999L;

  private final VnpaySettings settings;
  private final VnpayCallbacks callbacks;

  public Vnpay(VnpaySettings settings) {
    this.settings = requireNonNull(settings, "settings is null");
    callbacks = new VnpayCallbacks(settings);
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
}
