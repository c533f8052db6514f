package io.payonce.ingest.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.payonce.ingest.http.HttpServer;
import io.payonce.ingest.http.HttpSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiDocsTest {
  private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"]*)\"");

  private final HttpServer server =
      HttpServer.start(
          new HttpSettings("127.0.0.1", 0, 1024, Duration.ofSeconds(5), 20), ApiDocs.routes());
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void the_document_is_the_one_that_is_packaged() throws Exception {
    HttpResponse<String> answer = get("/openapi.yaml");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/yaml");
    assertThat(answer.body())
        .startsWith("openapi: 3.1")
        .isEqualTo(PackagedText.read("/schemas/openapi.yaml"));
  }

  @Test
  void the_page_links_to_nothing_but_what_is_served_here() throws Exception {
    HttpResponse<String> page = get("/docs");
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    List<String> links = LINK.matcher(page.body()).results().map(link -> link.group(1)).toList();
    assertThat(links).hasSize(5);
    for (String link : links) {
      assertThat(get("/" + link).statusCode()).as(link).isEqualTo(200);
    }
    assertThat(page.body()).doesNotContain("//").doesNotContain("<style").doesNotContain("style=");
    assertThat(page.body()).doesNotContainPattern("<script(?! src=)");
    assertThat(get("/docs/page.js").body()).contains("url: \"openapi.yaml\"");
    assertThat(get("/docs/swagger-ui-bundle.js").body()).contains("SwaggerUIBundle");
  }

  @Test
  void every_answer_lets_the_browser_use_this_server_alone() throws Exception {
    List<String> paths = new ArrayList<>(List.of("/docs", "/openapi.yaml"));
    describedFiles().forEach(file -> paths.add("/docs/" + file));
    for (String path : paths) {
      HttpResponse<String> answer = get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      String policy = answer.headers().firstValue("Content-Security-Policy").orElseThrow();
      List<String> sources =
          Arrays.stream(policy.split("; "))
              .flatMap(directive -> Arrays.stream(directive.split(" ")).skip(1))
              .distinct()
              .toList();
      assertThat(sources).containsExactlyInAnyOrder("'none'", "'self'");
      assertThat(policy).startsWith("default-src 'none'");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/docs/",
        "/docs/page.html",
        "/docs/index.html",
        "/docs/ApiDocs.class",
        "/docs/PAGE.JS",
        "/docs/page.js/",
        "/docs//page.js",
        "/docs/.",
        "/docs/..",
        "/docs/../docs/page.html",
        "/docs/../../schemas/openapi.yaml",
        "/docs/..%2fpage.html",
        "/docs/%2e%2e/page.js",
        "/docs/%2e%2e%2f%2e%2e%2fio/payonce/ingest/docs/page.html",
        "/docs/..%5cpage.js",
        "/docs/page.js%00",
        "/docs/page%2ejs",
        "/docs/page.js;a=b/../x",
        "//docs/page.html"
      })
  void no_other_name_is_answered(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).isIn(400, 404);
    assertThat(answer.body()).contains("\"statusCode\":" + answer.statusCode());
  }

  @Test
  void what_is_not_packaged_is_known_at_the_start() {
    assertThatIllegalStateException().isThrownBy(() -> Webjar.named("absent"));
    assertThatIllegalStateException()
        .isThrownBy(() -> Webjar.named("swagger-ui").read("absent.js"))
        .withMessageContaining("absent.js");
  }

  private List<String> describedFiles() throws IOException {
    JsonNode document = new YAMLMapper().readTree(PackagedText.read("/schemas/openapi.yaml"));
    List<String> files =
        document
            .at("/paths/~1docs~1{file}/get/parameters/0/schema/enum")
            .valueStream()
            .map(JsonNode::asText)
            .toList();
    assertThat(files).hasSize(4);
    return files;
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
