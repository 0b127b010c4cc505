package dev.trierarch.client.model;

import io.fabric8.kubernetes.api.model.IntOrString;

/** Numbers that an object may leave out. */
public final class Numbers {

  private Numbers() {}

  public static int orZero(Integer value) {
    return value == null ? 0 : value;
  }

  public static long orZero(Long value) {
    return value == null ? 0 : value;
  }

  public static int or(Integer value, int otherwise) {
    return value == null ? otherwise : value;
  }

  /** As counts are shown that are left out when there is nothing to count. */
  public static Integer orNothing(int count) {
    return count == 0 ? null : count;
  }

  /** A number, or the share of a total that a percentage is, rounded up: {@code 25%} of 3 is 1. */
  public static int shareRoundedUp(IntOrString value, int total) {
    return isPercentage(value) ? (percentage(value) * total + 99) / 100 : orZero(value.getIntVal());
  }

  /** As {@link #shareRoundedUp}, rounded down. */
  public static int shareRoundedDown(IntOrString value, int total) {
    return isPercentage(value) ? percentage(value) * total / 100 : orZero(value.getIntVal());
  }

  private static boolean isPercentage(IntOrString value) {
    return value.getStrVal() != null;
  }

  private static int percentage(IntOrString value) {
    return Integer.parseInt(value.getStrVal().replace("%", ""));
  }
}
