package dev.trierarch.api.health;

import dev.trierarch.api.authz.RequestInfo;
import dev.trierarch.catalog.Catalog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/** Counts requests and how long they took, by verb, resource and status code. */
@ApplicationScoped
public class RequestMetrics implements MetricsSource {

  private static final String TOTAL = "apiserver_request_total";
  private static final String LONG_RUNNING = "apiserver_longrunning_requests";
  private static final String DURATION = "apiserver_request_duration_seconds";

  private static final int SERIES_MAX = 5_000;
  private static final double[] BUCKET_SECONDS = {
    0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30,
    45, 60
  };

  /** Verbs that upstream's metrics name by the method; the rest keep theirs. */
  private static final Map<String, String> NAMES =
      Map.of("create", "POST", "update", "PUT", "head", "GET");

  private static final Set<String> VERBS =
      Set.of("DELETE", "DELETECOLLECTION", "GET", "LIST", "PATCH", "POST", "PUT", "WATCH");

  /** What requests are told apart by; code 0 stands for all of them. */
  private record Series(
      String verb,
      String group,
      String version,
      String resource,
      String subresource,
      String scope,
      int code) {

    String labels() {
      return ("verb=\"%s\",group=\"%s\",version=\"%s\",resource=\"%s\",subresource=\"%s\","
              + "scope=\"%s\",component=\"apiserver\"")
          .formatted(verb, group, version, resource, subresource, scope);
    }

    String sortKey() {
      return labels() + code;
    }
  }

  private final Catalog catalog;
  private final Map<Series, LongAdder> totals = new ConcurrentHashMap<>();
  private final Map<Series, Histogram> durations = new ConcurrentHashMap<>();
  private final Map<Series, LongAdder> streams = new ConcurrentHashMap<>();

  /** For the container's proxy. */
  RequestMetrics() {
    this(null);
  }

  @Inject
  public RequestMetrics(Catalog catalog) {
    this.catalog = catalog;
  }

  /** A request has been answered. */
  public void answered(RequestInfo info, int code, long nanos) {
    boolean named = code < 400 || isServed(info);
    Series series = series(info, code, named);
    if (totals.size() < SERIES_MAX || totals.containsKey(series)) {
      totals.computeIfAbsent(series, key -> new LongAdder()).increment();
      durations
          .computeIfAbsent(series(info, 0, named), key -> new Histogram(BUCKET_SECONDS))
          .add(nanos);
    }
  }

  /** A watch or a log stream has begun; what is returned is to be run once at its end. */
  public Runnable streamOpened(RequestInfo info) {
    totals.computeIfAbsent(series(info, 200, true), key -> new LongAdder()).increment();
    LongAdder open = streams.computeIfAbsent(series(info, 0, true), key -> new LongAdder());
    open.increment();
    return open::decrement;
  }

  /**
   * A refused request may name anything: what is not served is counted together, as clients can
   * invent any number of names.
   */
  private boolean isServed(RequestInfo info) {
    return info.resourceRequest()
        && catalog
            .byPlural(info.group(), info.version(), info.resource())
            .filter(type -> info.subresource().isEmpty() || type.hasSubresource(info.subresource()))
            .isPresent();
  }

  private static Series series(RequestInfo info, int code, boolean named) {
    String verb = verb(info);
    return info.resourceRequest() && named
        ? new Series(
            verb,
            info.group(),
            info.version(),
            info.resource(),
            info.subresource(),
            scope(info),
            code)
        : new Series(verb, "", "", "", "", "", code);
  }

  private static String verb(RequestInfo info) {
    String known = NAMES.get(info.verb());
    String verb = known == null ? info.verb().toUpperCase(Locale.ROOT) : known;
    return VERBS.contains(verb) ? verb : "OTHER";
  }

  private static String scope(RequestInfo info) {
    if (!info.name().isEmpty() || info.verb().equals("create")) {
      return "resource";
    }
    return info.namespace().isEmpty() ? "cluster" : "namespace";
  }

  @Override
  public void write(MetricsText out) {
    out.counter(TOTAL, "Requests by verb, resource and status code.");
    inOrder(
        totals,
        (series, count) -> {
          String code = "code=\"" + series.code() + "\",";
          out.sample(TOTAL, code + series.labels(), count.sum());
        });
    out.gauge(LONG_RUNNING, "Streams that are open now, by verb and resource.");
    inOrder(streams, (series, open) -> out.sample(LONG_RUNNING, series.labels(), open.sum()));
    out.histogram(DURATION, "How long answers took, by verb and resource.");
    inOrder(durations, (series, each) -> out.samples(DURATION, series.labels(), each));
  }

  private static <T> void inOrder(Map<Series, T> map, BiConsumer<Series, T> write) {
    Map<Series, T> sorted = new TreeMap<>((one, other) -> one.sortKey().compareTo(other.sortKey()));
    sorted.putAll(map);
    sorted.forEach(write);
  }
}
