package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.methods.Parameter;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.CommandKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bad input over HTTP: each kind gets its documented answer, and nothing of it is published. */
@ExtendWith(EmbeddedServersExtension.class)
@Timeout(60)
class BadHttpInputIT {
  private static final int TEN_MEGABYTES = 10 * 1024 * 1024;
  private static final int ANSWER_MILLIS = 10_000;
  private static final String GOOD =
      """
      {"orderId":"ORD-1","paymentMethod":"VNPAY","amount":10000,"currency":"VND",
       "items":[{"sku":"tea","quantity":2}]}\
      """;

  private final Ingress ingress;
  private final TopicLog creates;
  private final TopicLog callbacks;
  private final CallbackCommand callback = Traffic.of(1, 10).callbacks().getFirst();

  BadHttpInputIT(TestServers servers) {
    Installation installation = Installation.on(servers);
    ingress = Ingress.start(installation);
    creates = new TopicLog(installation, installation.topics().commands(CommandKind.CREATE));
    callbacks = new TopicLog(installation, installation.topics().commands(CommandKind.CALLBACK));
  }

  @AfterEach
  void stop() {
    ingress.close();
    creates.close();
    callbacks.close();
  }

  @Test
  void a_create_that_is_not_in_order_is_refused_in_the_one_shape() {
    assertRefused(create("{\"orderId\":\"ORD-1\",\"amo"), 400, "Bad Request");
    assertRefused(create(""), 400, "Bad Request");
    assertRefused(create("[]"), 400, "Bad Request");
    assertRefused(create("{}"), 400, "orderId is missing; paymentMethod is missing");
    assertRefused(create(GOOD.replace("VNPAY", "BITCOIN")), 400, "paymentMethod must be one of");
    assertRefused(create(GOOD.replace("10000", "-1")), 400, "amount must be");
    assertRefused(create(GOOD.replace("\"items\"", "\"articles\"")), 400, "items must be");
    assertRefused(
        create(GOOD.replace("{\"orderId\"", "{\"orderId\":\"ORD-2\",\"orderId\"")),
        400,
        "Bad Request");
    assertRefused(
        ingress.call("POST", Ingress.CREATE, "text/plain", GOOD), 415, "Unsupported Media Type");
    assertRefused(ingress.call("DELETE", Ingress.CREATE, Ingress.JSON, ""), 405, "Only POST");
    assertRefused(
        ingress.send(
            ingress
                .request(Ingress.CREATE)
                .header("Content-Type", Ingress.JSON)
                .POST(BodyPublishers.ofString(GOOD))
                .build()),
        401,
        "Unauthorized");
    assertThat(creates.read()).isEmpty();
    assertThat(ingress.create(GOOD, "wait=0").statusCode()).isEqualTo(202);
    assertThat(creates.read()).hasSize(1);
  }

  @Test
  void a_callback_that_is_not_in_order_is_refused_in_the_gateways_words() {
    String good = VnpayQuery.of(callback);
    assertThat(told(good.replaceFirst("vnp_Amount=[0-9]+", "vnp_Amount=100"))).isEqualTo("97");
    assertThat(told(good.replaceFirst("&vnp_SecureHash=.*", ""))).isEqualTo("97");
    assertThat(told("")).isEqualTo("97");
    assertThat(told(good + "&vnp_Amount=100")).as("repeated parameter").isEqualTo("99");
    assertThat(answerToRaw("GET " + Ingress.CALLBACK + "?vnp_TxnRef=%GG HTTP/1.1"))
        .as("broken escape")
        .startsWith("HTTP/1.1 200 ")
        .contains("\"RspCode\":\"99\"");
    for (Parameter left : VnpayQuery.parameters(callback)) {
      List<Parameter> rest = VnpayQuery.parameters(callback);
      rest.remove(left);
      if (!left.name().equals("vnp_OrderInfo")) {
        assertThat(told(VnpayQuery.signed(rest))).as("without " + left.name()).isEqualTo("99");
      }
    }
    assertRefused(
        ingress.call("POST", Ingress.CALLBACK, Ingress.JSON, "{}"), 415, "Unsupported Media Type");
    assertRefused(
        ingress.call("PUT", Ingress.CALLBACK, Ingress.FORM, good), 405, "Only GET and POST");
    assertRefused(
        ingress.call("GET", "/api/payment/callback/BITCOIN?" + good, Ingress.FORM, ""),
        404,
        "no such payment method");
    assertThat(callbacks.read()).isEmpty();
    assertThat(told(good)).as("the same, in order").isEqualTo("00");
    assertThat(callbacks.read()).hasSize(1);
  }

  @Test
  void a_body_of_ten_megabytes_is_refused_whether_its_length_is_told_or_not() {
    for (String path : List.of(Ingress.CREATE, Ingress.CALLBACK)) {
      String type = path.equals(Ingress.CREATE) ? Ingress.JSON : Ingress.FORM;
      assertThat(answerToTenMegabytes(path, type, "Content-Length: " + TEN_MEGABYTES))
          .startsWith("HTTP/1.1 413 ");
      assertThat(answerToTenMegabytes(path, type, "Transfer-Encoding: chunked"))
          .startsWith("HTTP/1.1 413 ");
    }
    assertThat(creates.read()).isEmpty();
    assertThat(callbacks.read()).isEmpty();
    assertThat(ingress.create(GOOD, "wait=0").statusCode()).isEqualTo(202);
  }

  /**
   * By a socket, for a client that finds the connection closed while it still writes may not look
   * at the answer.
   */
  private String answerToTenMegabytes(String path, String type, String framing) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), ingress.port())) {
      socket.setSoTimeout(ANSWER_MILLIS);
      String head =
          "POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\n%s\r\n\r\n"
              .formatted(path, Ingress.API_KEY, type, framing);
      Thread.ofVirtual().start(() -> writeTenMegabytes(socket, head, framing.endsWith("chunked")));
      return firstLine(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By a socket, for a client refuses to send what is no URI. */
  private String answerToRaw(String requestLine) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), ingress.port())) {
      socket.setSoTimeout(ANSWER_MILLIS);
      String request = requestLine + "\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writeTenMegabytes(Socket socket, String head, boolean chunked) {
    byte[] blanks = " ".repeat(4096).getBytes(StandardCharsets.US_ASCII);
    try {
      var out = socket.getOutputStream();
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      for (int written = 0; written < TEN_MEGABYTES; written += blanks.length) {
        if (chunked) {
          out.write("1000\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.write(blanks);
        if (chunked) {
          out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
      }
    } catch (IOException _) {
      // The server has hung up, as it may once it has refused.
    }
  }

  private static String firstLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\r'; next = in.read()) {
      line.append((char) next);
    }
    return line.toString();
  }

  private HttpResponse<String> create(String body) {
    return ingress.create(body, "wait=0");
  }

  private String told(String query) {
    HttpResponse<String> answer = ingress.callback(query);
    assertThat(answer.statusCode()).isEqualTo(200);
    return Ingress.rspCode(answer);
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String says) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body())
        .matches("\\{\"statusCode\":" + status + ",\"message\":\"[^\"]+\",\"error\":\"[^\"]+\"}")
        .contains(says);
  }
}
