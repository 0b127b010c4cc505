package dev.trierarch.api.health;

import dev.trierarch.api.authz.RequestInfo;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts requests and how long they took, by verb, resource and status code. */
@ApplicationScoped
public class RequestMetrics {

  private static final int SERIES_MAX = 5_000;
  private static final double[] BUCKET_SECONDS = {
    0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30,
    45, 60
  };

  /** What requests are told apart by; code 0 stands for all of them. */
  private record Series(
      String verb, String group, String version, String resource, String subresource, int code) {

    String labels() {
      return "verb=\"%s\",group=\"%s\",version=\"%s\",resource=\"%s\",subresource=\"%s\""
          .formatted(verb, group, version, resource, subresource);
    }

    String sortKey() {
      return labels() + code;
    }
  }

  /** One distribution. */
  private static final class Durations {
    private final LongAdder[] buckets = new LongAdder[BUCKET_SECONDS.length];
    private final LongAdder count = new LongAdder();
    private final LongAdder totalNanos = new LongAdder();

    Durations() {
      Arrays.setAll(buckets, index -> new LongAdder());
    }

    void add(long nanos) {
      count.increment();
      totalNanos.add(nanos);
      double seconds = nanos / 1e9;
      for (int i = 0; i < BUCKET_SECONDS.length; i++) {
        if (seconds <= BUCKET_SECONDS[i]) {
          buckets[i].increment();
          return;
        }
      }
    }
  }

  private final Map<Series, LongAdder> totals = new ConcurrentHashMap<>();
  private final Map<Series, Durations> durations = new ConcurrentHashMap<>();
  private final AtomicInteger streams = new AtomicInteger();

  /** A request has been answered. */
  public void answered(RequestInfo info, int code, long nanos) {
    Series series = series(info, code);
    if (totals.size() < SERIES_MAX || totals.containsKey(series)) {
      totals.computeIfAbsent(series, key -> new LongAdder()).increment();
      durations
          .computeIfAbsent(series(info, code == 404 ? code : 0), key -> new Durations())
          .add(nanos);
    }
  }

  /** A watch or a log stream has begun. */
  public void streamOpened(RequestInfo info) {
    streams.incrementAndGet();
    totals.computeIfAbsent(series(info, 200), key -> new LongAdder()).increment();
  }

  public void streamClosed() {
    streams.decrementAndGet();
  }

  /** Paths and resources that do not exist are counted together: clients can invent any number. */
  private static Series series(RequestInfo info, int code) {
    String verb = info.verb().toUpperCase(Locale.ROOT);
    return info.resourceRequest() && code != 404
        ? new Series(verb, info.group(), info.version(), info.resource(), info.subresource(), code)
        : new Series(verb, "", "", "", "", code);
  }

  /** Everything in Prometheus' text format. */
  void write(StringBuilder out) {
    out.append("# HELP apiserver_request_total Requests by verb, resource and status code.\n");
    out.append("# TYPE apiserver_request_total counter\n");
    sorted(totals).forEach((series, count) -> write(out, series, count.sum()));
    out.append("# HELP apiserver_longrunning_requests Streams that are open now.\n");
    out.append("# TYPE apiserver_longrunning_requests gauge\n");
    out.append("apiserver_longrunning_requests ").append(streams.get()).append('\n');
    out.append("# HELP apiserver_request_duration_seconds Response latency by verb, resource.\n");
    out.append("# TYPE apiserver_request_duration_seconds histogram\n");
    sorted(durations).forEach((series, each) -> write(out, series.labels(), each));
  }

  private static <T> Map<Series, T> sorted(Map<Series, T> map) {
    Map<Series, T> sorted = new TreeMap<>((one, other) -> one.sortKey().compareTo(other.sortKey()));
    sorted.putAll(map);
    return sorted;
  }

  private static void write(StringBuilder out, Series series, long count) {
    out.append("apiserver_request_total{code=\"")
        .append(series.code())
        .append("\",")
        .append(series.labels())
        .append("} ")
        .append(count)
        .append('\n');
  }

  private static void write(StringBuilder out, String labels, Durations durations) {
    String name = "apiserver_request_duration_seconds";
    long below = 0;
    for (int i = 0; i < BUCKET_SECONDS.length; i++) {
      below += durations.buckets[i].sum();
      out.append("%s_bucket{%s,le=\"%s\"} %d\n".formatted(name, labels, BUCKET_SECONDS[i], below));
    }
    long count = durations.count.sum();
    out.append("%s_bucket{%s,le=\"+Inf\"} %d\n".formatted(name, labels, count));
    out.append("%s_sum{%s} %s\n".formatted(name, labels, durations.totalNanos.sum() / 1e9));
    out.append("%s_count{%s} %d\n".formatted(name, labels, count));
  }
}
