package dev.trierarch.api.stream;

import dev.trierarch.api.health.RequestMetrics;
import dev.trierarch.api.resource.ApiCall;
import dev.trierarch.api.resource.Json;
import dev.trierarch.api.resource.Query;
import dev.trierarch.api.resource.Statuses;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.ApiException;
import dev.trierarch.store.Image;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Store;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.CompletionException;
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
  private static final int ERROR_TEXT_BYTES_MAX = 4_096;

  private final Store store;
  private final AgentClient agents;
  private final StreamThreads threads;
  private final RequestMetrics metrics;

  /** For the container's proxy. */
  LogService() {
    this(null, null, null, null);
  }

  @Inject
  public LogService(
      Store store, AgentClient agents, StreamThreads threads, RequestMetrics metrics) {
    this.store = store;
    this.agents = agents;
    this.threads = threads;
    this.metrics = metrics;
  }

  /** Starts the stream and returns; it goes on without this thread. */
  public void serve(ApiCall call, HttpServletRequest request, HttpServletResponse response) {
    checkOptions(call.query());
    Image image = store.image();
    Pod pod = pod(image, call);
    String container = LogTarget.container(pod, call.query().text("container"));
    String nodeName = pod.getSpec().getNodeName();
    if (nodeName == null || nodeName.isEmpty()) {
      response.setStatus(HttpServletResponse.SC_NO_CONTENT); // no node yet, nothing logged
      return;
    }
    Node node =
        image
            .get(new ObjectKey("nodes", "", nodeName))
            .map(stored -> stored.as(Node.class))
            .orElseThrow(() -> ApiErrors.notFound("", "nodes", nodeName));
    URI uri = uri(node, pod, container, call.query());
    AsyncContext context = request.startAsync(request, response);
    context.setTimeout(0);
    fetch(uri, context, begin(context, call));
  }

  private static Pod pod(Image image, ApiCall call) {
    return image
        .get(new ObjectKey("pods", call.info().namespace(), call.info().name()))
        .map(stored -> stored.as(Pod.class))
        .orElseThrow(() -> ApiErrors.notFound("", "pods", call.info().name()));
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
                LogTarget.agentUrl(node),
                pod.getMetadata().getNamespace(),
                pod.getMetadata().getName(),
                container,
                options));
  }

  private ProxiedBody begin(AsyncContext context, ApiCall call) {
    Runnable closed = metrics.streamOpened(call.info());
    ProxiedBody body = new ProxiedBody(closed);
    try {
      body.connect(AsyncOutput.start(context, body, threads.writers(), threads.closers()));
    } catch (IOException e) {
      closed.run();
      throw new UncheckedIOException(e);
    }
    return body;
  }

  private void fetch(URI uri, AsyncContext context, ProxiedBody body) {
    var unused =
        agents
            .client()
            .sendAsync(HttpRequest.newBuilder(uri).GET().build(), LogService::handler)
            .whenComplete(
                (answer, failure) -> relay(uri, answer, failure, context.getResponse(), body));
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
      URI uri,
      HttpResponse<Answer> answer,
      Throwable failure,
      ServletResponse response,
      ProxiedBody body) {
    if (failure != null) {
      refuse(unreachable(uri, failure), response, body);
    } else if (answer.body() instanceof Answer.Refusal text) {
      refuse(refusal(answer.statusCode(), text.text()), response, body);
    } else if (answer.body() instanceof Answer.Content content) {
      response.setContentType("text/plain");
      body.begin();
      content.bytes().subscribe(body);
    }
  }

  private static ApiException unreachable(URI uri, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return ApiErrors.internal("Get \"" + uri + "\": " + why);
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

  private static void refuse(ApiException refusal, ServletResponse response, ProxiedBody body) {
    byte[] status = Json.bytes(Statuses.failure(refusal));
    ((HttpServletResponse) response).setStatus(refusal.code());
    response.setContentType("application/json");
    response.setContentLength(status.length);
    body.end(status);
  }
}
