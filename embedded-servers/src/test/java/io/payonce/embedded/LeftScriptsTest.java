package io.payonce.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftScriptsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

  @TempDir private Path folder;

  @Test
  void only_scripts_that_nobody_can_be_running_are_swept() throws IOException {
    Path old = file("detect_linux_distribution_1.sh", NOW.minusSeconds(61));
    Path young = file("detect_linux_distribution_2.sh", NOW.minusSeconds(59));
    Path other = file("something.sh", NOW.minusSeconds(999));
    LeftScripts.sweep(folder, NOW);
    assertThat(old).doesNotExist();
    assertThat(young).exists();
    assertThat(other).exists();
  }

  private Path file(String name, Instant modified) throws IOException {
    Path file = Files.createFile(folder.resolve(name));
    Files.setLastModifiedTime(file, FileTime.from(modified));
    return file;
  }
}
