package io.payonce.system;

import io.payonce.embedded.EmbeddedPostgresql;
import java.nio.file.Path;

/** The same data directory, copied away and copied back. */
final class OldCopy implements Journey {
  private final EmbeddedPostgresql postgres;
  private final Path copy;

  OldCopy(EmbeddedPostgresql postgres, Path folder) {
    this.postgres = postgres;
    this.copy = folder.resolve("copy");
  }

  @Override
  public void remember() {
    postgres.stop();
    postgres.copyDataDirectory(copy);
    postgres.start();
  }

  @Override
  public void goBack() {
    postgres.stop();
    postgres.replaceDataDirectory(copy);
    postgres.start();
  }

  @Override
  public void close() {
    // The folder goes with the test.
  }
}
