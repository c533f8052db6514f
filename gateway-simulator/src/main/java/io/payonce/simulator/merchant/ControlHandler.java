package io.payonce.simulator.merchant;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The strings behind the play: faults to come, payments without a browser, delays, and looks into
 * the books and at the calls. For tests and demos; it asks nobody who he is.
 */
final class ControlHandler extends Handler.Abstract {
  static final String PREFIX = "/simulator/";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int LARGEST_REQUEST = 64 * 1024;
  private static final Answer NOTHING = new Answer(204, Map.of());

  private final MerchantBooks books;
  private final Faults faults;
  private final CallMeter calls;

  ControlHandler(MerchantBooks books, Faults faults, CallMeter calls) {
    this.books = books;
    this.faults = faults;
    this.calls = calls;
  }

  private record Answer(int status, Object json) {}

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    String path = Request.getPathInContext(request);
    if (!path.startsWith(PREFIX)) {
      return false;
    }
    byte[] body = Content.Source.asInputStream(request).readNBytes(LARGEST_REQUEST);
    Answer answer;
    try {
      answer = answer(request.getMethod() + " " + path.substring(PREFIX.length()), body);
    } catch (IllegalArgumentException | ArithmeticException wrong) {
      // A tester wants to know what he wrote wrong.
      answer = new Answer(400, Map.of("message", String.valueOf(wrong.getMessage())));
    }
    response.setStatus(answer.status());
    if (answer.status() == NOTHING.status()) {
      callback.succeeded();
    } else {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json; charset=utf-8");
      byte[] json = MAPPER.writeValueAsString(answer.json()).getBytes(UTF_8);
      response.write(true, ByteBuffer.wrap(json), callback);
    }
    return true;
  }

  private Answer answer(String what, byte[] body) {
    return switch (what) {
      case "GET books" -> new Answer(200, books.page());
      case "GET calls" -> new Answer(200, calls.page());
      case "POST payments" -> booked(ControlRequest.payment(body));
      case "POST faults" -> {
        faults.add(ControlRequest.fault(body));
        yield NOTHING;
      }
      case "POST faults/seed" -> {
        faults.seed(ControlRequest.seed(body));
        yield NOTHING;
      }
      case "DELETE faults" -> {
        faults.clear();
        yield NOTHING;
      }
      case "POST delays" -> {
        books.setDelays(ControlRequest.delays(body));
        yield NOTHING;
      }
      default -> new Answer(404, Map.of("message", "there is no such thing to do"));
    };
  }

  private Answer booked(BookedPayment payment) {
    boolean numberless = payment.transactionNo().isEmpty();
    Optional<String> number =
        numberless
            ? books.pay(payment)
            : Optional.of(payment.transactionNo()).filter(_ -> books.book(payment));
    return number
        .map(given -> new Answer(201, Map.of("transactionNo", given)))
        .orElse(new Answer(409, Map.of("message", "the reference is paid already")));
  }
}
