package dev.trierarch.bench;

import java.util.function.Supplier;

/** Shows one step of a benchmark while it runs. */
@FunctionalInterface
public interface Steps {

  /** Runs the work; its result says in words what came of it. */
  void step(String title, Supplier<String> work);
}
