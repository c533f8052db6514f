package io.payonce.cli.replaying;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.payonce.consumer.replaying.ReplayedAs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
  @TempDir private Path folder;

  @Test
  void what_is_written_is_read_again() {
    ReplayState state =
        SampleReplay.after(SampleReplay.begun(), 100, 130, ReplayedAs.WAITING, false);
    try (StateFile file = StateFile.open(folder.resolve("new/state.json"))) {
      assertThat(file.read()).isEmpty();
      file.write(SampleReplay.begun());
      file.write(state);
      assertThat(file.read()).contains(state);
      file.write(state.finish());
      assertThat(file.read()).contains(state.finish());
    }
  }

  @Test
  void two_replays_do_not_share_a_state_file() {
    Path path = folder.resolve("state.json");
    try (StateFile _ = StateFile.open(path)) {
      assertThatThrownBy(() -> StateFile.open(path)).hasMessageContaining("a replay is running");
    }
    try (StateFile again = StateFile.open(path)) {
      assertThat(again.read()).isEmpty();
    }
  }

  @Test
  void what_is_no_state_is_refused_and_not_overwritten() throws IOException {
    Path path = folder.resolve("state.json");
    for (String text : new String[] {"{}", "", "[1]", "{\"version\":2}"}) {
      Files.writeString(path, text);
      try (StateFile file = StateFile.open(path)) {
        assertThatThrownBy(file::read).hasMessageContaining("not that of a replay");
      }
      assertThat(path).hasContent(text);
    }
  }

  @Test
  void usual_place_is_the_users_folder_for_state() {
    assertThat(StateFile.usual(Map.of("XDG_STATE_HOME", "/s")))
        .isEqualTo(Path.of("/s/payonce/replay.json"));
    assertThat(StateFile.usual(Map.of())).endsWithRaw(Path.of(".local/state/payonce/replay.json"));
  }
}
