package dev.trierarch.api.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShuffleShardingTest {

  @ParameterizedTest
  @CsvSource({"1, 1", "4, 2", "16, 4", "64, 6", "128, 6", "3, 8"})
  void aHandHoldsDifferentQueuesThatExist(int queues, int handSize) {
    for (int user = 0; user < 200; user++) {
      int[] hand =
          ShuffleSharding.hand(ShuffleSharding.flow("schema", "user" + user), queues, handSize);
      assertThat(hand).hasSize(Math.min(queues, handSize)).doesNotHaveDuplicates();
      assertThat(Arrays.stream(hand).boxed()).allMatch(index -> index >= 0 && index < queues);
    }
  }

  @Test
  void handsDifferFromFlowToFlow() {
    Set<Set<Integer>> hands = new HashSet<>();
    for (int user = 0; user < 200; user++) {
      long flow = ShuffleSharding.flow("schema", "user" + user);
      hands.add(new HashSet<>(Arrays.stream(ShuffleSharding.hand(flow, 128, 6)).boxed().toList()));
    }
    assertThat(hands).hasSize(200);
  }

  @Test
  void aFlowAlwaysGetsTheSameHand() {
    assertThat(ShuffleSharding.hand(7, 4, 2)).containsExactly(3, 1);
  }
}
