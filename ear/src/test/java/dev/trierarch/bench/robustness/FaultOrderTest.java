package dev.trierarch.bench.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.bench.robustness.FaultOrder.Next;
import dev.trierarch.bench.robustness.process.Fault;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FaultOrderTest {

  private static final EnumSet<Fault> ALL = EnumSet.allOf(Fault.class);

  private final FaultOrder order = new FaultOrder(ALL, new SplittableRandom(1));

  @Test
  void everyFaultComesInTurnThoseAtNamedPointsFirst() {
    for (int turn = 0; turn < 3; turn++) {
      List<Fault> faults = new ArrayList<>();
      ALL.forEach(each -> faults.add(order.next().fault()));

      assertThat(faults).containsExactlyInAnyOrderElementsOf(ALL);
      long failpoints = ALL.stream().filter(Fault::isFailpoint).count();
      assertThat(faults.subList(0, (int) failpoints)).allMatch(Fault::isFailpoint);
    }
  }

  @Test
  void aFaultThatWasMissedComesOnceMoreAtTheFirstPassingOfItsPoint() {
    Next missed = order.next();
    order.missed(missed);
    Next again = order.next();
    assertThat(again).isEqualTo(new Next(missed.fault(), true));

    order.missed(again);
    assertThat(order.next().fault()).isNotEqualTo(missed.fault());
  }
}
