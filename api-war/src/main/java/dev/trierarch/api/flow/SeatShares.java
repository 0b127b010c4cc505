package dev.trierarch.api.flow;

import io.fabric8.kubernetes.api.model.flowcontrol.v1.LimitResponse;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.LimitedPriorityLevelConfiguration;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.PriorityLevelConfiguration;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.QueuingConfiguration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Divides the seats among the priority levels by their shares: pure. */
final class SeatShares {

  private static final int SHARES = 30;

  private SeatShares() {}

  /** Limits by the level's name; every limited level with a share has at least one seat. */
  static Map<String, LevelLimits> divide(List<PriorityLevelConfiguration> levels, long seats) {
    long sum = levels.stream().mapToLong(SeatShares::shares).sum();
    Map<String, LevelLimits> limits = new TreeMap<>();
    for (PriorityLevelConfiguration level : levels) {
      String uid = level.getMetadata().getUid();
      limits.put(
          level.getMetadata().getName(),
          isExempt(level)
              ? LevelLimits.fixed(uid, LevelLimits.UNLIMITED, Optional.empty())
              : limited(uid, level, seats(shares(level), sum, seats), seats));
    }
    return limits;
  }

  /**
   * @param seats its own
   * @param all of all levels together, which is the most that one may borrow
   */
  private static LevelLimits limited(
      String uid, PriorityLevelConfiguration level, int seats, long all) {
    LimitedPriorityLevelConfiguration limited = level.getSpec().getLimited();
    int lent = limited == null ? 0 : percent(seats, number(limited.getLendablePercent(), 0));
    Integer borrowing = limited == null ? null : limited.getBorrowingLimitPercent();
    int most = borrowing == null ? (int) all : seats + percent(seats, borrowing);
    // A level without shares holds its requests back: it does not borrow.
    return new LevelLimits(
        uid, seats, seats - lent, seats == 0 ? 0 : Math.max(seats, most), queuing(level));
  }

  private static int percent(int seats, int percent) {
    return (int) Math.min(Integer.MAX_VALUE / 2, Math.round(seats * (percent / 100.0)));
  }

  private static int seats(long shares, long sum, long seats) {
    return shares == 0 ? 0 : (int) Math.max(1, (seats * shares + sum - 1) / sum);
  }

  private static boolean isExempt(PriorityLevelConfiguration level) {
    return "Exempt".equals(level.getSpec().getType());
  }

  private static long shares(PriorityLevelConfiguration level) {
    if (isExempt(level)) {
      return level.getSpec().getExempt() == null
          ? 0
          : number(level.getSpec().getExempt().getNominalConcurrencyShares(), 0);
    }
    LimitedPriorityLevelConfiguration limited = level.getSpec().getLimited();
    return limited == null ? SHARES : number(limited.getNominalConcurrencyShares(), SHARES);
  }

  private static Optional<Queuing> queuing(PriorityLevelConfiguration level) {
    LimitedPriorityLevelConfiguration limited = level.getSpec().getLimited();
    LimitResponse response = limited == null ? null : limited.getLimitResponse();
    if (response == null || !"Queue".equals(response.getType())) {
      return Optional.empty();
    }
    QueuingConfiguration queuing = response.getQueuing();
    return Optional.of(
        queuing == null
            ? new Queuing(1, 1, 1)
            : new Queuing(
                Math.max(1, number(queuing.getQueues(), 1)),
                Math.max(1, number(queuing.getHandSize(), 1)),
                Math.max(1, number(queuing.getQueueLengthLimit(), 1))));
  }

  private static int number(Integer value, int otherwise) {
    return value == null ? otherwise : value;
  }
}
