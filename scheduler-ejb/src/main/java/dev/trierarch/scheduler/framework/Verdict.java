package dev.trierarch.scheduler.framework;

import java.util.List;

/**
 * A plugin's answer about one node.
 *
 * @param reasons what a person is told when the pod does not fit, in upstream's words
 * @param helpedByPreemption whether pods leaving the node could change the answer
 */
public record Verdict(boolean fits, List<String> reasons, boolean helpedByPreemption) {

  private static final Verdict FITS = new Verdict(true, List.of(), false);

  public static Verdict yes() {
    return FITS;
  }

  /** Not now, with these pods on the node. */
  public static Verdict no(String... reasons) {
    return new Verdict(false, List.of(reasons), true);
  }

  /** Not on this node, whatever leaves it. */
  public static Verdict never(String... reasons) {
    return new Verdict(false, List.of(reasons), false);
  }
}
