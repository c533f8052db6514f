package io.payonce.simulator.merchant;

import io.payonce.methods.vnpay.HashSecret;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;

/** VNPAY's merchant API for one terminal, with its books and the control of its faults. */
public final class PlayedMerchantApi implements AutoCloseable {
  private final MerchantBooks books;
  private final MerchantApiHandler api;
  private final ControlHandler control;

  /**
   * @param numbers VNPAY's own, each one once
   */
  public PlayedMerchantApi(
      String tmnCode, HashSecret secret, Supplier<String> numbers, RefundDelays delays) {
    Faults faults = new Faults();
    CallMeter calls = new CallMeter();
    books = new MerchantBooks(numbers, InstantSource.system(), delays);
    api = new MerchantApiHandler(tmnCode, secret, books, faults, calls);
    control = new ControlHandler(books, faults, calls);
  }

  /** Where payments are booked. */
  public MerchantBooks books() {
    return books;
  }

  /** Each answers what is its own and leaves the rest to the next. */
  public List<Handler> handlers() {
    return List.of(api, control);
  }

  /** Lets go of requests that are made to wait. */
  @Override
  public void close() {
    api.close();
  }
}
