package dev.trierarch.api.flow;

import dev.trierarch.api.health.Histogram;
import dev.trierarch.api.health.MetricsText;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;

/** Counts what became of the requests of each flow schema, by upstream's names. */
final class FlowMetrics {

  private static final String PREFIX = "apiserver_flowcontrol_";
  private static final String WAIT = PREFIX + "request_wait_duration_seconds";
  private static final double[] WAIT_BUCKET_SECONDS = {
    0, 0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30
  };

  /** By labels; bounded, as schemas are named by those who may configure the cluster. */
  private final Map<String, LongAdder> dispatched = new ConcurrentHashMap<>();

  private final Map<String, LongAdder> rejected = new ConcurrentHashMap<>();
  private final Map<String, Histogram> waits = new ConcurrentHashMap<>();

  void dispatched(Flow flow) {
    count(dispatched, labels(flow));
  }

  void rejected(Flow flow, Rejection why) {
    count(rejected, labels(flow) + ",reason=\"" + why.label() + '"');
  }

  /** A request that had to wait has done so, and is now served or turned away. */
  void waited(Flow flow, long nanos, boolean served) {
    waits
        .computeIfAbsent(
            labels(flow) + ",execute=\"" + served + '"', key -> new Histogram(WAIT_BUCKET_SECONDS))
        .add(nanos);
  }

  private static void count(Map<String, LongAdder> counts, String labels) {
    counts.computeIfAbsent(labels, key -> new LongAdder()).increment();
  }

  private static String labels(Flow flow) {
    return "flow_schema=\"" + flow.schemaName() + "\"," + labels(flow.level());
  }

  private static String labels(PriorityLevel level) {
    return "priority_level=\"" + level.name() + '"';
  }

  void write(Collection<PriorityLevel> levels, MetricsText out) {
    write(dispatched, PREFIX + "dispatched_requests_total", "Requests that got a seat.", out);
    write(rejected, PREFIX + "rejected_requests_total", "Requests turned away.", out);
    out.histogram(WAIT, "How long requests waited in a queue that had to.");
    waits.forEach((labels, wait) -> out.samples(WAIT, labels, wait));
    gauges(levels, "current_executing_requests", "Served now.", PriorityLevel::executing, out);
    gauges(levels, "current_executing_seats", "Taken now.", PriorityLevel::taken, out);
    gauges(levels, "current_inqueue_requests", "Waiting now.", PriorityLevel::waiting, out);
    seats(levels.stream().filter(level -> !level.limits().exempt()).toList(), out);
  }

  private static void seats(List<PriorityLevel> limited, MetricsText out) {
    gauges(limited, "nominal_limit_seats", "A level's own.", l -> l.limits().seats(), out);
    gauges(limited, "lower_limit_seats", "Kept when lending.", l -> l.limits().seatsMin(), out);
    gauges(limited, "upper_limit_seats", "Had at most.", l -> l.limits().seatsMax(), out);
    gauges(limited, "current_limit_seats", "Had now.", PriorityLevel::seats, out);
  }

  private static void write(
      Map<String, LongAdder> counts, String name, String help, MetricsText out) {
    out.counter(name, help);
    counts.forEach((labels, count) -> out.sample(name, labels, count.sum()));
  }

  private static void gauges(
      Collection<PriorityLevel> levels,
      String name,
      String help,
      ToLongFunction<PriorityLevel> value,
      MetricsText out) {
    out.gauge(PREFIX + name, help);
    levels.forEach(level -> out.sample(PREFIX + name, labels(level), value.applyAsLong(level)));
  }
}
