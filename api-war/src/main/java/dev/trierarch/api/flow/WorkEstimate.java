package dev.trierarch.api.flow;

import dev.trierarch.api.authz.RequestInfo;
import dev.trierarch.api.resource.Query;

/** How many seats a request takes: one, but for those that read many objects. Pure. */
final class WorkEstimate {

  private static final double OBJECTS_PER_SEAT = 100;

  /** As upstream: however much it reads, a request takes no more of its level's seats than that. */
  private static final double SHARE_OF_LEVEL_MAX = 0.15;

  private static final int SEATS_MAX = 10;

  private WorkEstimate() {}

  /** Whether it matters how many objects there are. */
  static boolean readsMany(RequestInfo info, Query query) {
    boolean all =
        info.verb().equals("list")
            || (info.verb().equals("watch") && query.flag("sendInitialEvents"));
    return all && info.name().isEmpty();
  }

  /**
   * @param stored how many objects there are of what the request reads
   * @param nominalSeats the seats of its level
   */
  static int seats(Query query, long stored, int nominalSeats) {
    long read = Math.min(stored, limit(query));
    int most = (int) Math.min(SEATS_MAX, Math.ceil(nominalSeats * SHARE_OF_LEVEL_MAX));
    return (int) Math.max(1, Math.min(most, Math.ceil(read / OBJECTS_PER_SEAT)));
  }

  /** What is wrong with a limit is said by whoever lists. */
  private static long limit(Query query) {
    String limit = query.text("limit");
    boolean given = limit.matches("[1-9][0-9]{0,17}");
    return given ? Long.parseLong(limit) : Long.MAX_VALUE;
  }
}
