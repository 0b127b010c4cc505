package dev.trierarch.controller.runtime;

import dev.trierarch.store.Revision;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * All control loops together: a row goes to those it concerns. Also runs them one after the other
 * on one thread, which is how a simulation does it.
 */
public final class ControllerSet {

  private final List<ControllerLoop> loops;

  public ControllerSet(List<? extends Controller> controllers, InstantSource clock) {
    this.loops =
        controllers.stream().map(controller -> new ControllerLoop(controller, clock)).toList();
  }

  public List<ControllerLoop> loops() {
    return loops;
  }

  /** Every group resource that some controller wants to hear of. */
  public Set<String> resources() {
    return loops.stream().flatMap(loop -> loop.resources().stream()).collect(Collectors.toSet());
  }

  /** Adds a row's names to the loops that it concerns and tells which loops those are. */
  public void onRow(Revision row, Consumer<ControllerLoop> woken) {
    for (ControllerLoop loop : loops) {
      if (loop.onRow(row)) {
        woken.accept(loop);
      }
    }
  }

  /**
   * Reconciles on this thread until no name waits.
   *
   * @return the number of reconciles
   * @throws IllegalStateException when more than {@code reconcilesMax} did not bring quiet
   */
  public int runUntilQuiet(int reconcilesMax) {
    int reconciles = 0;
    boolean busy = true;
    while (busy) {
      busy = false;
      for (ControllerLoop loop : loops) {
        if (loop.runOne()) {
          busy = true;
          reconciles++;
        }
      }
      if (reconciles > reconcilesMax) {
        throw new IllegalStateException(
            "not quiet after " + reconcilesMax + " reconciles; busy: " + busyNames());
      }
    }
    return reconciles;
  }

  /** When the earliest delayed name of any loop is due. */
  public Optional<Instant> nextDue() {
    return loops.stream()
        .map(ControllerLoop::nextDue)
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  private List<String> busyNames() {
    return loops.stream().filter(ControllerLoop::hasWork).map(ControllerLoop::name).toList();
  }
}
