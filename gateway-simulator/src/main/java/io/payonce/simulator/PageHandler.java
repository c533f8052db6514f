package io.payonce.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.simulator.PaymentPages.Page;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Hands requests to the pages: reading by GET and HEAD, buttons by POST. */
final class PageHandler extends Handler.Abstract {
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'";
  private static final Page NOT_FOUND =
      new Page(404, new Html("Not found").paragraph("There is nothing here."));
  private static final Page NOT_ALLOWED =
      new Page(405, new Html("Not allowed").paragraph("This is not how it is asked."));

  private final PaymentPages pages;

  PageHandler(PaymentPages pages) {
    this.pages = pages;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Page page = page(request);
    response.setStatus(page.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/html; charset=utf-8");
    response.getHeaders().put("Content-Security-Policy", POLICY);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.write(true, ByteBuffer.wrap(page.html().page().getBytes(UTF_8)), callback);
    return true;
  }

  private Page page(Request request) {
    String method = request.getMethod();
    boolean reads = method.equals("GET") || method.equals("HEAD");
    boolean posts = method.equals("POST");
    String given = request.getHttpURI().getQuery();
    String query = given == null ? "" : given;
    return switch (Request.getPathInContext(request)) {
      case PaymentPages.PAGE -> reads ? pages.ask(query) : NOT_ALLOWED;
      case PaymentPages.PAY -> posts ? pages.pay(query) : NOT_ALLOWED;
      case PaymentPages.CANCEL -> posts ? pages.cancel(query) : NOT_ALLOWED;
      default -> NOT_FOUND;
    };
  }
}
