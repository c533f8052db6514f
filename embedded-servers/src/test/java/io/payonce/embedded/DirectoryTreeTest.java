package io.payonce.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTreeTest {
  @Test
  void copy_has_files_and_permissions_of_the_original(@TempDir Path folder) throws Exception {
    Path original = folder.resolve("original");
    Files.createDirectories(original.resolve("inner"));
    Files.writeString(original.resolve("inner/file"), "content");
    Files.setPosixFilePermissions(original, PosixFilePermissions.fromString("rwx------"));

    Path copy = folder.resolve("copy");
    DirectoryTree.copy(original, copy);

    assertThat(copy.resolve("inner/file")).hasContent("content");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
        .isEqualTo("rwx------");
  }

  @Test
  void deleted_tree_is_gone_and_its_neighbour_stays(@TempDir Path folder) throws Exception {
    Files.createDirectories(folder.resolve("tree/inner"));
    Files.writeString(folder.resolve("tree/inner/file"), "content");
    Files.writeString(folder.resolve("neighbour"), "content");

    DirectoryTree.delete(folder.resolve("tree"));

    assertThat(folder.resolve("tree")).doesNotExist();
    assertThat(folder.resolve("neighbour")).exists();
  }
}
