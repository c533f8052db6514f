package io.payonce.ingest.docs;

import io.payonce.ingest.http.Answer;
import io.payonce.ingest.http.HttpCall;
import io.payonce.ingest.http.RequestRefused;
import io.payonce.ingest.http.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The API's OpenAPI document at {@code /openapi.yaml}, and a page that shows it at {@code /docs}.
 *
 * <p>All that can be answered is in memory when the service starts, under fixed names: nothing that
 * a request says becomes a resource's name. Every answer forbids the page to load from, send to or
 * be framed by anything but this server.
 */
public final class ApiDocs {
  private static final List<String> GET = List.of("GET");

  private static final Map<String, String> PROTECTION =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
              + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer");

  private final Answer document;
  private final Answer page;
  private final Map<String, Answer> files;

  private ApiDocs(Webjar swagger) {
    document = of("application/yaml", PackagedText.read("/schemas/openapi.yaml"));
    page = of("text/html; charset=utf-8", ours("page.html"));
    files =
        Map.of(
            "page.css", style(ours("page.css")),
            "page.js", script(ours("page.js")),
            "swagger-ui.css", style(swagger.read("swagger-ui.css")),
            "swagger-ui-bundle.js", script(swagger.read("swagger-ui-bundle.js")));
  }

  /**
   * @throws IllegalStateException if a part of it was not packaged with the service
   */
  public static List<Route> routes() {
    ApiDocs docs = new ApiDocs(Webjar.named("swagger-ui"));
    return List.of(
        new Route(GET, "/openapi.yaml", _ -> docs.document),
        new Route(GET, "/docs", _ -> docs.page),
        new Route(GET, "/docs/", docs::file));
  }

  private Answer file(HttpCall call) {
    return Optional.ofNullable(files.get(call.pathEnd()))
        .orElseThrow(() -> new RequestRefused(404, "There is nothing here."));
  }

  private static String ours(String name) {
    return PackagedText.read("/io/payonce/ingest/docs/" + name);
  }

  private static Answer style(String text) {
    return of("text/css; charset=utf-8", text);
  }

  private static Answer script(String text) {
    return of("text/javascript; charset=utf-8", text);
  }

  private static Answer of(String contentType, String text) {
    return new Answer(200, PROTECTION, text).with("Content-Type", contentType);
  }
}
