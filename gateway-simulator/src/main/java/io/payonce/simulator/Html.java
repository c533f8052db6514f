package io.payonce.simulator;

/** A small page of HTML; every text in it is escaped. */
final class Html {
  private final StringBuilder body = new StringBuilder();
  private final String title;

  Html(String title) {
    this.title = title;
    body.append("<h1>").append(escape(title)).append("</h1>\n");
  }

  Html paragraph(String text) {
    body.append("<p>").append(escape(text)).append("</p>\n");
    return this;
  }

  Html row(String name, String value) {
    body.append("<p>")
        .append(escape(name))
        .append(": <strong>")
        .append(escape(value))
        .append("</strong></p>\n");
    return this;
  }

  /** A button that posts to an address. */
  Html button(String label, String address) {
    body.append("<form method=\"post\" action=\"")
        .append(escape(address))
        .append("\"><button>")
        .append(escape(label))
        .append("</button></form>\n");
    return this;
  }

  String page() {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>%s</title>
    <style>body{font:1rem sans-serif;max-width:30rem;margin:3rem auto}form{display:inline}</style>
    </head>
    <body>
    %s</body>
    </html>
    """
        .formatted(escape(title), body);
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
