package io.payonce.methods.vnpay;

import io.payonce.methods.Parameter;
import io.payonce.methods.PaymentPage;
import io.payonce.schemas.CreateCommand.Presentation;
import java.util.List;

/**
 * The link to VNPAY's payment page. There is no call to VNPAY: the link is the whole request, and
 * its signature stands behind the sorted parameters.
 */
final class VnpayPaymentUrl {
  private VnpayPaymentUrl() {}

  static String build(VnpaySettings settings, PaymentPage page) {
    String text = VnpaySignature.canonicalText(parameters(settings, page));
    return settings.payUrl()
        + "?"
        + text
        + "&"
        + VnpaySignature.HASH
        + "="
        + VnpaySignature.sign(settings.hashSecrets().getFirst(), text);
  }

  private static List<Parameter> parameters(VnpaySettings settings, PaymentPage page) {
    Presentation shown = page.presentation();
    long hundredths = Vnpay.hundredths(page.amount());
    return List.of(
        new Parameter("vnp_Version", "2.1.0"),
        new Parameter("vnp_Command", "pay"),
        new Parameter("vnp_TmnCode", settings.tmnCode()),
        new Parameter("vnp_Amount", Long.toString(hundredths)),
        new Parameter("vnp_CurrCode", Vnpay.CURRENCY),
        new Parameter("vnp_CreateDate", VnpayTime.text(page.acceptedAt())),
        new Parameter("vnp_ExpireDate", VnpayTime.text(page.expiresAt())),
        new Parameter("vnp_IpAddr", VnpayText.address(shown.customerIp())),
        new Parameter("vnp_Locale", VnpayText.locale(shown.locale())),
        new Parameter(
            "vnp_OrderInfo", VnpayText.description(shown.description(), page.transactionId())),
        new Parameter("vnp_OrderType", "other"),
        new Parameter(
            "vnp_ReturnUrl", VnpayText.returnUrl(shown.returnUrl(), settings.returnUrl())),
        new Parameter("vnp_TxnRef", page.transactionId().value()));
  }
}
