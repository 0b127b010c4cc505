package dev.trierarch.bench.robustness;

import dev.trierarch.bench.Aim;
import dev.trierarch.bench.Row;
import dev.trierarch.bench.robustness.check.Check;
import dev.trierarch.bench.robustness.process.Fault;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds up the rounds of a run that found no violation. */
final class RobustnessSummary {

  private final Map<Fault, Integer> struck = new EnumMap<>(Fault.class);
  private final Map<Fault, Integer> tried = new EnumMap<>(Fault.class);
  private final Set<Fault> possible;
  private int rounds;
  private long operations;
  private long writes;
  private long refusals;
  private long unknown;
  private long watches;
  private long watchedRows;

  /**
   * @param possible what a run of any length should come to do
   */
  RobustnessSummary(Set<Fault> possible) {
    this.possible = possible;
  }

  int rounds() {
    return rounds;
  }

  /** Adds a round; returns it in words. */
  String add(RoundResult result) {
    rounds++;
    tried.merge(result.fault(), 1, Integer::sum);
    struck.merge(result.fault(), result.struck() ? 1 : 0, Integer::sum);
    operations += result.operations().size();
    writes += result.writes();
    refusals += result.refusals();
    unknown += result.unknown();
    watches += result.watches().size();
    watchedRows += result.watchedRows();
    return "%s%s: %d calls, %d writes done, %d refused, %d unknown, %d rows watched"
        .formatted(
            result.fault(),
            result.struck() ? "" : " (not come by, killed at the end)",
            result.operations().size(),
            result.writes(),
            result.refusals(),
            result.unknown(),
            result.watchedRows());
  }

  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.add(total("calls", operations, "calls"));
    rows.add(total("writes acknowledged", writes, "writes"));
    rows.add(total("writes refused", refusals, "writes"));
    rows.add(total("writes of unknown outcome", unknown, "writes"));
    rows.add(total("watches", watches, "watches"));
    rows.add(total("rows watched", watchedRows, "rows"));
    tried.forEach(
        (fault, times) -> rows.add(Row.value("fault " + fault, struck.get(fault), "times", times)));
    rows.add(failpoints());
    Check.all()
        .forEach(
            check ->
                rows.add(
                    Row.value(check.promise(), 0, "violations", rounds)
                        .withAim(Aim.valueAtMost(0))));
    return rows;
  }

  /** How many of the named points the run ended a process at, and which were left out. */
  private Row failpoints() {
    List<Fault> named = possible.stream().filter(Fault::isFailpoint).toList();
    List<Fault> missed =
        named.stream().filter(fault -> struck.getOrDefault(fault, 0) == 0).toList();
    Row row = Row.value("failpoints reached", named.size() - missed.size(), "points", rounds);
    Row aimed = row.withAim(Aim.valueAtLeast(named.size()));
    return missed.isEmpty() ? aimed : aimed.withNote("not reached, run it for longer: " + missed);
  }

  private Row total(String name, long count, String unit) {
    return Row.value(name, (double) count, unit, rounds);
  }
}
