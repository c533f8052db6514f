package io.payonce.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlTest {
  @Test
  void every_text_is_escaped_wherever_it_stands() {
    String evil = "\"><script>'&";

    assertThat(new Html(evil).paragraph(evil).row(evil, evil).button(evil, evil).page().lines())
        .noneMatch(line -> line.contains("<script>") || line.contains("'&"))
        .anyMatch(line -> line.contains("&quot;&gt;&lt;script&gt;&#39;&amp;"));
  }
}
