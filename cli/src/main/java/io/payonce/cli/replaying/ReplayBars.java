package io.payonce.cli.replaying;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Progress as a bar for each partition: for people at a terminal. */
public final class ReplayBars implements ReplayProgress {
  private static final int UPDATE_MILLIS = 200;

  private final Map<Integer, ProgressBar> bars = new LinkedHashMap<>();

  @Override
  public void begin(ReplayState.Stage stage) {
    close();
    for (ReplayState.Part part : stage.parts()) {
      bars.put(
          part.partition(),
          new ProgressBarBuilder()
              .setTaskName(String.format("%-24s", part.topic() + "-" + part.partition()))
              .setInitialMax(part.end() - part.start())
              .startsFrom(part.next() - part.start(), Duration.ZERO)
              .setUpdateIntervalMillis(UPDATE_MILLIS)
              .showSpeed()
              .build());
    }
  }

  @Override
  public void at(ReplayState.Stage stage) {
    for (ReplayState.Part part : stage.parts()) {
      ProgressBar bar = bars.get(part.partition());
      if (bar != null) {
        bar.stepTo(part.next() - part.start());
      }
    }
  }

  @Override
  public void close() {
    bars.values().forEach(ProgressBar::close);
    bars.clear();
  }
}
