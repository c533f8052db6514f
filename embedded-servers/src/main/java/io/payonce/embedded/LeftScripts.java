package io.payonce.embedded;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Small scripts that the library which unpacks PostgreSQL writes to the temporary folder at each
 * start, and which stay there when a JVM is killed. Swept away at the next start, once no JVM can
 * be running them any more.
 */
final class LeftScripts {
  private static final Logger log = LoggerFactory.getLogger(LeftScripts.class);
  private static final String NAMES = "detect_linux_distribution_*.sh";
  private static final Duration IN_USE_AT_MOST = Duration.ofMinutes(1);

  private LeftScripts() {}

  /**
   * Deletes those in the folder that were left behind before {@code now}, as far as that is
   * possible.
   */
  static void sweep(Path temporaryFolder, Instant now) {
    Instant left = now.minus(IN_USE_AT_MOST);
    try (DirectoryStream<Path> scripts = Files.newDirectoryStream(temporaryFolder, NAMES)) {
      for (Path script : scripts) {
        if (Files.getLastModifiedTime(script).toInstant().isBefore(left)) {
          Files.deleteIfExists(script);
        }
      }
    } catch (IOException e) {
      // Another JVM swept at the same time, or they are another user's: a later start sweeps the
      // rest.
      log.debug("not all old scripts were swept", e);
    }
  }
}
