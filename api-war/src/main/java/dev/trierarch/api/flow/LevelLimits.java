package dev.trierarch.api.flow;

import java.util.Optional;

/**
 * What one priority level may take.
 *
 * @param seats its own, for requests served at the same time; {@link #UNLIMITED} for an exempt
 *     level
 * @param seatsMin what it keeps when it lends
 * @param seatsMax what it has at most when it borrows
 * @param queuing empty when what finds no seat is turned away
 */
record LevelLimits(String uid, int seats, int seatsMin, int seatsMax, Optional<Queuing> queuing) {

  static final int UNLIMITED = Integer.MAX_VALUE;

  /** Of a level that neither lends nor borrows. */
  static LevelLimits fixed(String uid, int seats, Optional<Queuing> queuing) {
    return new LevelLimits(uid, seats, seats, seats, queuing);
  }

  boolean exempt() {
    return seats == UNLIMITED;
  }
}
