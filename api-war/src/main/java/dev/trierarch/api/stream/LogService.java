package dev.trierarch.api.stream;

import dev.trierarch.api.health.RequestMetrics;
import dev.trierarch.api.resource.ApiCall;
import dev.trierarch.api.resource.Query;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.ApiException;
import dev.trierarch.store.Image;
import dev.trierarch.store.Store;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.Flow;

/** Answers {@code GET pods/NAME/log}: fetches the container's log from its node's agent. */
@ApplicationScoped
public class LogService {

  private static final List<String> OPTIONS =
      List.of(
          "follow",
          "previous",
          "sinceSeconds",
          "sinceTime",
          "timestamps",
          "tailLines",
          "limitBytes",
          "stream");
  private static final List<String> NUMBERS = List.of("sinceSeconds", "tailLines", "limitBytes");
  private static final String BINARY = "binary.k8s.io";
  private static final String BASE64 = "base64.binary.k8s.io";
  private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(20);
  private static final int ERROR_TEXT_BYTES_MAX = 4_096;

  private final Store store;
  private final AgentClient agents;
  private final StreamedAnswer.Factory answers;
  private final StreamThreads threads;
  private final RequestMetrics metrics;

  /** For the container's proxy. */
  LogService() {
    this(null, null, null, null, null);
  }

  @Inject
  LogService(
      Store store,
      AgentClient agents,
      StreamedAnswer.Factory answers,
      StreamThreads threads,
      RequestMetrics metrics) {
    this.store = store;
    this.agents = agents;
    this.answers = answers;
    this.threads = threads;
    this.metrics = metrics;
  }

  /** Starts the stream and returns; it goes on without this thread. */
  public void serve(ApiCall call, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    checkOptions(call.query());
    Image image = store.image();
    Pod pod = AgentTarget.pod(image, call.info().namespace(), call.info().name());
    String container = AgentTarget.container(pod, call.query().text("container"));
    String nodeName = pod.getSpec().getNodeName();
    if (nodeName == null || nodeName.isEmpty()) {
      response.setStatus(HttpServletResponse.SC_NO_CONTENT); // no node yet, nothing logged
      return;
    }
    URI uri = uri(AgentTarget.node(image, nodeName), pod, container, call.query());
    if (WebSocketHandshake.asksFor("websocket", request)) {
      announce(uri, call, request, response);
    } else {
      fetch(uri, answers.begin(call, request, response));
    }
  }

  private void announce(
      URI uri, ApiCall call, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    String protocol = WebSocketHandshake.choose(request, List.of(BINARY, BASE64));
    WebSocketHandshake.check(request);
    HttpResponse<Answer> log = answer(uri);
    if (log.body() instanceof Answer.Content content) {
      boolean text = protocol.equals(BASE64);
      ProxiedBody body = new ProxiedBody(metrics.streamOpened(call.info()));
      Outlet outlet =
          WebSocketHandshake.announce(
              request, response, protocol, text ? new Base64Source(body) : body, text, threads);
      body.connect(outlet::wake);
      body.begin();
      content.bytes().subscribe(body);
    } else {
      throw refusal(log.statusCode(), ((Answer.Refusal) log.body()).text());
    }
  }

  private HttpResponse<Answer> answer(URI uri) {
    try {
      HttpRequest request = HttpRequest.newBuilder(uri).timeout(ANSWER_AT_MOST).GET().build();
      return agents.client().send(request, LogService::handler);
    } catch (IOException e) {
      throw unreachable(uri, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static ApiException unreachable(URI uri, Throwable failure) {
    return ApiErrors.internal("Get \"" + uri + "\": " + StreamedAnswer.reason(failure));
  }

  private static void checkOptions(Query query) {
    NUMBERS.forEach(query::number);
    if (query.has("sinceSeconds") && query.has("sinceTime")) {
      throw new ApiException(
          422,
          "Invalid",
          "PodLogOptions \"\" is invalid: sinceSeconds: Forbidden: at most one of `sinceTime` or"
              + " `sinceSeconds` may be specified",
          null);
    }
  }

  private static URI uri(Node node, Pod pod, String container, Query query) {
    StringJoiner options = new StringJoiner("&", "?", "").setEmptyValue("");
    for (String option : OPTIONS) {
      if (query.has(option)) {
        options.add(option + "=" + URLEncoder.encode(query.text(option), StandardCharsets.UTF_8));
      }
    }
    return URI.create(
        "%s/containerLogs/%s/%s/%s%s"
            .formatted(
                AgentTarget.agentUrl(node),
                pod.getMetadata().getNamespace(),
                pod.getMetadata().getName(),
                container,
                options));
  }

  private void fetch(URI uri, StreamedAnswer answer) {
    var unused =
        agents
            .client()
            .sendAsync(HttpRequest.newBuilder(uri).GET().build(), LogService::handler)
            .whenComplete((log, failure) -> relay(uri, log, failure, answer));
  }

  /** A good answer is passed on as it comes; of a bad one the text is read. */
  private sealed interface Answer {
    record Content(Flow.Publisher<List<ByteBuffer>> bytes) implements Answer {}

    record Refusal(byte[] bytes) implements Answer {
      String text() {
        int length = Math.min(bytes.length, ERROR_TEXT_BYTES_MAX);
        return new String(bytes, 0, length, StandardCharsets.UTF_8).strip();
      }
    }
  }

  private static HttpResponse.BodySubscriber<Answer> handler(HttpResponse.ResponseInfo info) {
    return info.statusCode() == 200
        ? BodySubscribers.mapping(BodySubscribers.ofPublisher(), Answer.Content::new)
        : BodySubscribers.mapping(BodySubscribers.ofByteArray(), Answer.Refusal::new);
  }

  private static void relay(
      URI uri, HttpResponse<Answer> log, Throwable failure, StreamedAnswer answer) {
    if (failure != null) {
      answer.refuse(unreachable(uri, failure));
    } else if (log.body() instanceof Answer.Refusal text) {
      answer.refuse(refusal(log.statusCode(), text.text()));
    } else if (log.body() instanceof Answer.Content content) {
      answer.response().setContentType("text/plain");
      answer.pass(content.bytes());
    }
  }

  private static ApiException refusal(int code, String text) {
    return switch (code) {
      case 400 -> ApiErrors.badRequest(text);
      case 404 -> new ApiException(404, "NotFound", text, null);
      case 401, 403 ->
          ApiErrors.internal("the node's agent does not accept the API server: " + text);
      default -> ApiErrors.internal(text);
    };
  }
}
