package dev.trierarch.bench.robustness;

import dev.trierarch.bench.robustness.process.Fault;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Which fault comes next: each in turn, those at named points first, so that a short run gets to
 * all of them; and one that was not come by once more.
 */
final class FaultOrder {

  /**
   * A fault to do.
   *
   * @param atFirstPassing at the first time that its point is come by, not at some later one
   */
  record Next(Fault fault, boolean atFirstPassing) {}

  private final List<Fault> all;
  private final SplittableRandom random;
  private final Deque<Next> coming = new ArrayDeque<>();

  FaultOrder(Collection<Fault> all, SplittableRandom random) {
    this.all = List.copyOf(all);
    this.random = random;
  }

  Next next() {
    if (coming.isEmpty()) {
      add(all.stream().filter(Fault::isFailpoint).toList());
      add(all.stream().filter(fault -> !fault.isFailpoint()).toList());
    }
    return coming.remove();
  }

  private void add(List<Fault> faults) {
    List<Fault> left = new ArrayList<>(faults);
    while (!left.isEmpty()) {
      coming.add(new Next(left.remove(random.nextInt(left.size())), false));
    }
  }

  /** The fault that was next did not come about; the second time it is left at that. */
  void missed(Next next) {
    if (!next.atFirstPassing()) {
      coming.addFirst(new Next(next.fault(), true));
    }
  }
}
