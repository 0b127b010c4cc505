package dev.trierarch.api.flow;

import dev.trierarch.api.authz.RequestInfo;
import dev.trierarch.api.health.MetricsText;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/** Counts the requests that are being served, those that change something apart. */
final class InFlight {

  private static final String NAME = "apiserver_current_inflight_requests";
  private static final Set<String> READING = Set.of("get", "head", "list", "watch");

  private final LongAdder mutating = new LongAdder();
  private final LongAdder readOnly = new LongAdder();

  /** A seat that is counted until it is left. */
  Seat seat(PriorityLevel level, int seats, RequestInfo info) {
    LongAdder served = READING.contains(info.verb()) ? readOnly : mutating;
    served.increment();
    return new Seat(level, seats, served);
  }

  void write(MetricsText out) {
    out.gauge(NAME, "Requests that are served now, streams not counted.");
    out.sample(NAME, "request_kind=\"mutating\"", mutating.sum());
    out.sample(NAME, "request_kind=\"readOnly\"", readOnly.sum());
  }
}
