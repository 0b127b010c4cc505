package dev.trierarch.api.flow;

import dev.trierarch.api.authz.RequestInfo;
import dev.trierarch.api.health.MetricsSource;
import dev.trierarch.api.health.MetricsText;
import dev.trierarch.api.resource.ApiCall;
import dev.trierarch.api.stream.StreamThreads;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.ApiException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gives requests seats, lets them wait for one, or turns them away. */
@ApplicationScoped
public class FlowControl implements MetricsSource {

  private static final Duration WAIT_MAX = Duration.ofSeconds(15);
  private static final int RETRY_AFTER_SECONDS = 1;
  private static final String SCHEMA_HEADER = "X-Kubernetes-PF-FlowSchema-UID";
  private static final String LEVEL_HEADER = "X-Kubernetes-PF-PriorityLevel-UID";
  private static final Set<String> LONG_RUNNING =
      Set.of("log", "exec", "attach", "portforward", "proxy");

  /** Where requests are served whose kind nobody has bounded. */
  private final PriorityLevel unlimited =
      new PriorityLevel("", new LevelLimits("", LevelLimits.UNLIMITED, Optional.empty()));

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
    return seat(waited.flow(), info);
  }

  private Optional<Seat> enterNow(
      ApiCall call, HttpServletRequest request, HttpServletResponse response) {
    Optional<Flow> found =
        isBounded(call.info())
            ? configuration.current().flowOf(call.caller(), call.info())
            : Optional.empty();
    if (found.isEmpty()) {
      unlimited.tryEnter();
      return Optional.of(inFlight.seat(unlimited, call.info()));
    }
    Flow flow = found.get();
    nameIn(response, flow);
    return flow.level().tryEnter()
        ? Optional.of(seat(flow, call.info()))
        : queue(flow, call.info(), request);
  }

  /** A stream holds a connection for as long as the client likes, and no seat. */
  private static boolean isBounded(RequestInfo info) {
    return !LONG_RUNNING.contains(info.subresource());
  }

  private Optional<Seat> queue(Flow flow, RequestInfo info, HttpServletRequest request) {
    WaitingRequest waiting = new WaitingRequest(flow, System.nanoTime());
    Optional<Rejection> rejection = flow.level().join(waiting, flow.hash());
    if (rejection.isPresent()) {
      throw rejected(flow, rejection.get());
    }
    if (!waiting.sleep(request)) {
      metrics.waited(flow, waiting.waitedNanos(), true);
      return Optional.of(seat(flow, info));
    }
    var unused = threads.after(WAIT_MAX, waiting::expire);
    return Optional.empty();
  }

  private static void nameIn(HttpServletResponse response, Flow flow) {
    response.setHeader(SCHEMA_HEADER, flow.schemaUid());
    response.setHeader(LEVEL_HEADER, flow.level().limits().uid());
  }

  private Seat seat(Flow flow, RequestInfo info) {
    metrics.dispatched(flow);
    return inFlight.seat(flow.level(), info);
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
