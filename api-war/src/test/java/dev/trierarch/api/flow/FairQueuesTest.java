package dev.trierarch.api.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FairQueuesTest {

  private static final Queuing FOUR = new Queuing(4, 1, 3);
  private static final Queuing ONE_EACH = new Queuing(4, 1, 100);

  private final FairQueues<String> queues =
      new FairQueues<>(request -> request.startsWith("wide") ? 3 : 1);

  private List<String> drain() {
    List<String> order = new ArrayList<>();
    for (Optional<String> next = queues.next(); next.isPresent(); next = queues.next()) {
      order.add(next.get());
    }
    return order;
  }

  @Test
  void aFullQueueTurnsItsFlowAwayAndNoOther() {
    for (int i = 0; i < 3; i++) {
      assertThat(queues.add("a" + i, 0, FOUR)).isTrue();
    }
    assertThat(queues.add("a3", 0, FOUR)).isFalse();
    assertThat(queues.add("b0", 1, FOUR)).isTrue();
    assertThat(queues.size()).isEqualTo(4);
  }

  @Test
  void aSingleRequestDoesNotWaitForAFloodThatCameBefore() {
    for (int i = 0; i < 50; i++) {
      queues.add("flood" + i, 0, ONE_EACH);
    }
    queues.add("single", 1, ONE_EACH);
    assertThat(drain().subList(0, 3)).contains("single", "flood0").hasSize(3);
  }

  @Test
  void queuesAreServedInTurn() {
    for (String request : List.of("a0", "a1", "a2")) {
      queues.add(request, 0, ONE_EACH);
    }
    for (String request : List.of("b0", "b1")) {
      queues.add(request, 1, ONE_EACH);
    }
    assertThat(drain()).containsExactly("a0", "b0", "a1", "b1", "a2");
  }

  @Test
  void aRequestThatCostsMoreIsMoreTurns() {
    for (String request : List.of("wide0", "wide1")) {
      queues.add(request, 0, ONE_EACH);
    }
    for (int i = 0; i < 6; i++) {
      queues.add("b" + i, 1, ONE_EACH);
    }
    assertThat(drain()).containsExactly("wide0", "b0", "b1", "b2", "wide1", "b3", "b4", "b5");
  }

  @Test
  void aFlowThatComesBackAtOnceGetsNoMoreThanItsTurns() {
    queues.add("a", 0, ONE_EACH);
    for (int i = 0; i < 10; i++) {
      queues.add("b" + i, 1, ONE_EACH);
    }
    int ofB = 0;
    for (int i = 0; i < 10; i++) {
      String next = queues.next().orElseThrow();
      if (next.equals("a")) {
        queues.add("a", 0, ONE_EACH);
      } else {
        ofB++;
      }
    }
    assertThat(ofB).isEqualTo(5);
  }

  @Test
  void whatIsTakenOutIsNotServed() {
    queues.add("a0", 0, ONE_EACH);
    queues.add("a1", 0, ONE_EACH);
    assertThat(queues.remove("a0")).isTrue();
    assertThat(queues.remove("a0")).isFalse();
    assertThat(drain()).containsExactly("a1");
  }

  @Test
  void aRequestJoinsTheShortestQueueOfItsHand() {
    Queuing hand = new Queuing(4, 4, 1);
    for (int i = 0; i < 4; i++) {
      assertThat(queues.add("a" + i, 5, hand)).isTrue();
    }
    assertThat(queues.add("a4", 5, hand)).isFalse();
  }
}
