package io.payonce.ingest.callbacks;

import io.payonce.ingest.http.Answer;
import java.util.Map;

/** The page for a customer whose order has no shop to go back to. It loads and runs nothing. */
final class ReturnPage {
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Type", "text/html; charset=utf-8",
          "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "no-referrer");

  private ReturnPage() {}

  /**
   * @param reference our id of the transaction; empty where nothing may be said of one
   */
  static Answer of(ReturnStatus status, String reference) {
    String line = reference.isEmpty() ? "" : "\n<p>Reference: " + escaped(reference) + "</p>";
    String body =
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Payment</title>
        </head>
        <body data-status="%s">
        <h1>%s</h1>%s
        </body>
        </html>
        """
            .formatted(status.word(), status.sentence(), line);
    return new Answer(status == ReturnStatus.UNVERIFIED ? 400 : 200, HEADERS, body);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
