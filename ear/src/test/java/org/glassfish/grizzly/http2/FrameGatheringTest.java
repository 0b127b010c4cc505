package org.glassfish.grizzly.http2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class FrameGatheringTest {

  private static final int SMALL_BYTES = 300;

  private final Queue<Runnable> later = new ArrayDeque<>();
  private long nowNanos = 1_000_000_000;
  private int writes;
  private final FrameGathering gathering =
      new FrameGathering(() -> writes++, () -> nowNanos, later::add);

  @Test
  void aFrameAfterAPauseGoesAtOnce() {
    assertThat(gathering.holds(SMALL_BYTES, false)).isFalse();

    nowNanos += FrameGathering.WAITING_NANOS_MAX;

    assertThat(gathering.holds(SMALL_BYTES, false)).isFalse();
    assertThat(later).isEmpty();
  }

  @Test
  void framesThatFollowCloselyWaitForOneWrite() {
    gathering.holds(SMALL_BYTES, false);

    assertThat(gathering.holds(SMALL_BYTES, false)).isTrue();
    assertThat(gathering.holds(2 * SMALL_BYTES, false)).isTrue();

    assertThat(later).hasSize(1);
    later.remove().run();
    assertThat(writes).isEqualTo(1);
  }

  @Test
  void aFrameThatComesAfterTheWriteHasBegunIsSeenToByAnother() {
    gathering.holds(SMALL_BYTES, false);
    gathering.holds(SMALL_BYTES, false);
    later.remove().run();

    assertThat(gathering.holds(SMALL_BYTES, false)).isTrue();

    assertThat(later).hasSize(1);
  }

  @Test
  void theEndOfAStreamNeverWaits() {
    gathering.holds(SMALL_BYTES, false);

    assertThat(gathering.holds(SMALL_BYTES, true)).isFalse();
  }

  @Test
  void whatFillsATlsRecordGoesAtOnce() {
    gathering.holds(SMALL_BYTES, false);

    assertThat(gathering.holds(FrameGathering.WAITING_BYTES_MAX, false)).isFalse();
  }
}
