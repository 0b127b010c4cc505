package dev.trierarch.api.stream;

import dev.trierarch.api.authz.RequestInfo;
import dev.trierarch.api.resource.ApiCall;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.ApiException;
import dev.trierarch.store.Store;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.random.RandomGenerator;

/**
 * Answers {@code pods/NAME/proxy}, {@code services/NAME/proxy} and {@code nodes/NAME/proxy}: passes
 * any request on to the server that is meant, and its answer back.
 */
@ApplicationScoped
public class ProxyService {

  /** An agent says in it why the pod could not be asked; the answer is then not the pod's. */
  private static final String UNREACHABLE = "Trierarch-Unreachable";

  private static final Set<String> RESOURCES = Set.of("pods", "services", "nodes");

  private final Store store;
  private final AgentClient agents;
  private final AnyServerClient others;
  private final StreamedAnswer.Factory answers;
  private final RandomGenerator random = RandomGenerator.getDefault();

  /** For the container's proxy. */
  ProxyService() {
    this(null, null, null, null);
  }

  @Inject
  ProxyService(
      Store store, AgentClient agents, AnyServerClient others, StreamedAnswer.Factory answers) {
    this.store = store;
    this.agents = agents;
    this.others = others;
    this.answers = answers;
  }

  public static boolean isMeant(RequestInfo info) {
    return info.resourceRequest()
        && info.group().isEmpty()
        && info.subresource().equals("proxy")
        && RESOURCES.contains(info.resource());
  }

  /** Passes the request on and returns; the answer comes without this thread. */
  public void serve(ApiCall call, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    RequestInfo info = call.info();
    ProxyPath path = ProxyPath.of(request.getRequestURI(), !info.resource().equals("nodes"));
    ProxyTarget target = target(info);
    String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
    if (path.rest().isEmpty() && Set.of("GET", "HEAD").contains(request.getMethod())) {
      response.setStatus(HttpServletResponse.SC_MOVED_PERMANENTLY);
      response.setHeader("Location", path.prefix() + "/" + query);
      return;
    }
    String rest = path.rest().isEmpty() ? "/" : path.rest();
    HttpRequest.Builder asked =
        HttpRequest.newBuilder(uri(target.url() + ProxyPath.encoded(rest + query)))
            .method(request.getMethod(), body(request));
    ProxyHeaders.ofRequest(request, path, asked);
    HttpClient client = target.byAgent() ? agents.client() : others.client();
    StreamedAnswer answer = answers.begin(call, request, response);
    var unused =
        client
            .sendAsync(asked.build(), ProxyService::handler)
            .whenComplete((given, failure) -> relay(given, failure, path, target, answer));
  }

  private static URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw ApiErrors.badRequest("the path is not well encoded: " + e.getMessage());
    }
  }

  private ProxyTarget target(RequestInfo info) {
    ProxyTargets targets = new ProxyTargets(store.image(), random);
    return switch (info.resource()) {
      case "pods" -> targets.pod(info.namespace(), info.name());
      case "services" -> targets.service(info.namespace(), info.name());
      default -> targets.node(info.name());
    };
  }

  private static BodyPublisher body(HttpServletRequest request) throws IOException {
    long length = request.getContentLengthLong();
    if (length == 0 || (length < 0 && request.getHeader("Transfer-Encoding") == null)) {
      return BodyPublishers.noBody();
    }
    InputStream in = request.getInputStream();
    BodyPublisher bytes = BodyPublishers.ofInputStream(() -> in);
    return length < 0 ? bytes : BodyPublishers.fromPublisher(bytes, length);
  }

  /** The body, or none where it is not the one that was asked for. */
  private static HttpResponse.BodySubscriber<Flow.Publisher<List<ByteBuffer>>> handler(
      HttpResponse.ResponseInfo info) {
    return info.headers().firstValue(UNREACHABLE).isEmpty()
        ? BodySubscribers.ofPublisher()
        : BodySubscribers.replacing(null);
  }

  private static void relay(
      HttpResponse<Flow.Publisher<List<ByteBuffer>>> given,
      Throwable failure,
      ProxyPath path,
      ProxyTarget target,
      StreamedAnswer answer) {
    if (failure != null) {
      answer.refuse(unreachable(StreamedAnswer.reason(failure)));
    } else if (given.body() == null) {
      answer.refuse(unreachable(given.headers().firstValue(UNREACHABLE).orElse("")));
    } else {
      answer.response().setStatus(given.statusCode());
      ProxyHeaders.ofResponse(given.headers(), path, target, answer.response());
      answer.pass(given.body());
    }
  }

  private static ApiException unreachable(String why) {
    return ApiErrors.unavailable("error trying to reach service: " + why);
  }
}
