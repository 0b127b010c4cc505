package dev.trierarch.api.flow;

import java.util.Optional;

/**
 * What one priority level may take.
 *
 * @param seats requests served at the same time; {@link #UNLIMITED} for an exempt level
 * @param queuing empty when what finds no seat is turned away
 */
record LevelLimits(String uid, int seats, Optional<Queuing> queuing) {

  static final int UNLIMITED = Integer.MAX_VALUE;

  boolean exempt() {
    return seats == UNLIMITED;
  }
}
