package io.payonce.methods;

import io.payonce.payments.PaymentMethod;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The payment methods that this installation is set up for. */
public final class PaymentMethods {
  private final Map<PaymentMethod, OfferedMethod> offered = new EnumMap<>(PaymentMethod.class);

  /**
   * @throws IllegalArgumentException if a method is given twice
   */
  public PaymentMethods(List<? extends OfferedMethod> methods) {
    for (OfferedMethod method : methods) {
      if (offered.putIfAbsent(method.method(), method) != null) {
        throw new IllegalArgumentException(method.method() + " is given twice");
      }
    }
  }

  public Optional<OfferedMethod> find(PaymentMethod method) {
    return Optional.ofNullable(offered.get(method));
  }

  public Set<PaymentMethod> offered() {
    return Set.copyOf(offered.keySet());
  }
}
