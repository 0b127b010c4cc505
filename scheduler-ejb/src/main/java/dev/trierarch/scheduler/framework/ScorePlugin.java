package dev.trierarch.scheduler.framework;

import java.util.List;

/** One opinion about which of the fitting nodes is the best. Stateless and pure. */
public interface ScorePlugin {

  long SCORE_MAX = 100;

  /** As upstream names it. */
  String name();

  /** How much this opinion counts beside the others. */
  int weight();

  /** One score a node, in their order, from 0 to {@link #SCORE_MAX}. */
  long[] score(PendingPod pod, List<NodeState> nodes, ClusterSnapshot cluster);

  /** Scales raw scores of 0 and above so that the highest becomes {@link #SCORE_MAX}. */
  static long[] scaled(long[] raw) {
    long highest = 0;
    for (long score : raw) {
      highest = Math.max(highest, score);
    }
    long[] scaled = new long[raw.length];
    for (int i = 0; i < raw.length; i++) {
      scaled[i] = highest == 0 ? 0 : raw[i] * SCORE_MAX / highest;
    }
    return scaled;
  }

  /** As {@link #scaled}, and then the other way round: the lowest is the best. */
  static long[] scaledReversed(long[] raw) {
    long[] scaled = scaled(raw);
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = SCORE_MAX - scaled[i];
    }
    return scaled;
  }
}
