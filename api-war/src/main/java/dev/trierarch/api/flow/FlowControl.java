package dev.trierarch.api.flow;

import dev.trierarch.api.authz.RequestInfo;
import dev.trierarch.api.health.MetricsSource;
import dev.trierarch.api.health.MetricsText;
import dev.trierarch.api.resource.ApiCall;
import dev.trierarch.api.stream.StreamThreads;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.ApiException;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Gives requests seats, lets them wait for one, or turns them away. */
@ApplicationScoped
public class FlowControl implements MetricsSource {

  private static final Logger LOG = Logger.getLogger(FlowControl.class.getName());
  private static final Duration WAIT_MAX = Duration.ofSeconds(15);
  private static final Duration LENDING_PERIOD = Duration.ofSeconds(10);
  private static final int RETRY_AFTER_SECONDS = 1;
  private static final String SCHEMA_HEADER = "X-Kubernetes-PF-FlowSchema-UID";
  private static final String LEVEL_HEADER = "X-Kubernetes-PF-PriorityLevel-UID";
  private static final Set<String> LONG_RUNNING =
      Set.of("log", "exec", "attach", "portforward", "proxy");

  /** Where requests are served whose kind nobody has bounded. */
  private final PriorityLevel unlimited =
      new PriorityLevel("", LevelLimits.fixed("", LevelLimits.UNLIMITED, Optional.empty()));

  private final FlowMetrics metrics = new FlowMetrics();
  private final InFlight inFlight = new InFlight();
  private final FlowConfiguration configuration;
  private final StreamThreads threads;

  /** For the container's proxy. */
  FlowControl() {
    this(null, null);
  }

  @Inject
  public FlowControl(FlowConfiguration configuration, StreamThreads threads) {
    this.configuration = configuration;
    this.threads = threads;
  }

  @PostConstruct
  void begin() {
    var unused = threads.every(LENDING_PERIOD, this::lend);
  }

  private void lend() {
    try {
      lend(configuration.current().levels());
    } catch (RuntimeException e) {
      LOG.log(Level.INFO, "Seats are not divided anew while flow schemas cannot be read", e);
    }
  }

  /** Divides the seats of all levels anew. */
  static void lend(Map<String, PriorityLevel> levels) {
    List<PriorityLevel> limited =
        levels.values().stream().filter(level -> !level.limits().exempt()).toList();
    int[] seats = SeatLending.divide(limited.stream().map(PriorityLevel::wish).toList());
    for (int i = 0; i < seats.length; i++) {
      limited.get(i).give(seats[i]);
    }
  }

  /** When the request first came, in nanoseconds of this process; it may have waited since. */
  public static long firstCameNanos(HttpServletRequest request) {
    return WaitingRequest.of(request).map(WaitingRequest::sinceNanos).orElseGet(System::nanoTime);
  }

  /**
   * A seat for the request; empty when it has to wait and this thread is to let it go: the
   * container brings it here again.
   *
   * @throws ApiException 429 when there is no room to wait in, or it has waited too long
   */
  public Optional<Seat> enter(
      ApiCall call, HttpServletRequest request, HttpServletResponse response) {
    Optional<WaitingRequest> waited = WaitingRequest.of(request);
    return waited.isPresent()
        ? Optional.of(comeBack(waited.get(), call.info()))
        : enterNow(call, request, response);
  }

  private Seat comeBack(WaitingRequest waited, RequestInfo info) {
    boolean served = waited.takeSeat();
    metrics.waited(waited.flow(), waited.waitedNanos(), served);
    if (!served) {
      throw rejected(waited.flow(), Rejection.TIME_OUT);
    }
    return seat(waited.flow(), waited.seats(), info);
  }

  private Optional<Seat> enterNow(
      ApiCall call, HttpServletRequest request, HttpServletResponse response) {
    Optional<Flow> found =
        isBounded(call.info())
            ? configuration.current().flowOf(call.caller(), call.info())
            : Optional.empty();
    if (found.isEmpty()) {
      unlimited.tryEnter(1);
      return Optional.of(inFlight.seat(unlimited, 1, call.info()));
    }
    Flow flow = found.get();
    nameIn(response, flow);
    int seats = seats(flow.level(), call);
    return flow.level().tryEnter(seats)
        ? Optional.of(seat(flow, seats, call.info()))
        : queue(flow, seats, call.info(), request);
  }

  private int seats(PriorityLevel level, ApiCall call) {
    return WorkEstimate.readsMany(call.info(), call.query())
        ? WorkEstimate.seats(
            call.query(), configuration.stored(call.info()), level.limits().seats())
        : 1;
  }

  /** A stream holds a connection for as long as the client likes, and no seat. */
  private static boolean isBounded(RequestInfo info) {
    return !LONG_RUNNING.contains(info.subresource());
  }

  private Optional<Seat> queue(Flow flow, int seats, RequestInfo info, HttpServletRequest request) {
    WaitingRequest waiting = new WaitingRequest(flow, seats, System.nanoTime());
    Optional<Rejection> rejection = flow.level().join(waiting, flow.hash());
    if (rejection.isPresent()) {
      throw rejected(flow, rejection.get());
    }
    if (!waiting.sleep(request)) {
      metrics.waited(flow, waiting.waitedNanos(), true);
      return Optional.of(seat(flow, seats, info));
    }
    var unused = threads.after(WAIT_MAX, waiting::expire);
    return Optional.empty();
  }

  private static void nameIn(HttpServletResponse response, Flow flow) {
    response.setHeader(SCHEMA_HEADER, flow.schemaUid());
    response.setHeader(LEVEL_HEADER, flow.level().limits().uid());
  }

  private Seat seat(Flow flow, int seats, RequestInfo info) {
    metrics.dispatched(flow);
    return inFlight.seat(flow.level(), seats, info);
  }

  private ApiException rejected(Flow flow, Rejection why) {
    metrics.rejected(flow, why);
    return ApiErrors.tooManyRequests(
        "Too many requests, please try again later.", List.of(), RETRY_AFTER_SECONDS);
  }

  @Override
  public void write(MetricsText out) {
    inFlight.write(out);
    metrics.write(configuration.current().levels().values(), out);
  }
}
