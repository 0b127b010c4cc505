package dev.trierarch.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class LaneTest {

  private final Queue<Runnable> handedOver = new ArrayDeque<>();
  private final Lane lane = new Lane(handedOver::add);
  private final List<Integer> done = new ArrayList<>();

  private void execute(int count) {
    for (int i = 0; i < count; i++) {
      int number = i;
      lane.execute(() -> done.add(number));
    }
  }

  @Test
  void whatHasComeMeanwhileNeedsOneHandOver() {
    execute(3);
    assertThat(handedOver).hasSize(1);
    handedOver.remove().run();
    assertThat(done).containsExactly(0, 1, 2);
    execute(1);
    assertThat(handedOver).hasSize(1);
  }

  @Test
  void aBusyLaneGivesItsThreadToOthers() {
    execute(600);
    int turns = 0;
    while (!handedOver.isEmpty()) {
      handedOver.remove().run();
      turns++;
    }
    assertThat(turns).isEqualTo(3);
    assertThat(done).hasSize(600).isSorted();
  }

  @Test
  void aTaskThatFailsHoldsNobodyUp() {
    lane.execute(
        () -> {
          throw new IllegalStateException("broken");
        });
    execute(1);
    handedOver.remove().run();
    assertThat(done).containsExactly(0);
  }
}
