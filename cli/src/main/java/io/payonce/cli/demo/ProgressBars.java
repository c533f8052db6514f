package io.payonce.cli.demo;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Progress as bars that move: for people at a terminal. */
public final class ProgressBars implements Progress {
  private static final int UPDATE_MILLIS = 100;

  @Override
  public Step begin(String name, int total) {
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(String.format("%-24s", name))
            .setInitialMax(total)
            .setUpdateIntervalMillis(UPDATE_MILLIS)
            .build();
    return new Step() {
      @Override
      public void advance() {
        bar.step();
      }

      @Override
      public void close() {
        bar.close();
      }
    };
  }
}
