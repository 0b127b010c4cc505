package dev.trierarch.fuzz;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Sends a server requests that no client would, and says which answer was a wrong one. */
public final class Fuzzer {

  /** Where what is kept is kept. */
  public static final String NAMESPACE = FuzzKind.NAMESPACE;

  private static final String LOG_KINDS = "/apis/trierarch.dev/";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(15);
  private static final String AGGREGATED =
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

  private final String url;
  private final HttpClient client;
  private final List<FuzzKind> kinds;
  private final SchemaObjects objects;
  private final Map<String, ObjectNode> samples = new HashMap<>();
  private final Map<Integer, Integer> answers = new TreeMap<>();

  /**
   * @param client shows the administrator's certificate
   */
  public Fuzzer(String url, HttpClient client) {
    this.url = url;
    this.client = client;
    this.kinds = FuzzKind.all(List.of(document("/api", AGGREGATED), document("/apis", AGGREGATED)));
    this.objects = new SchemaObjects(document("/openapi/v2", "application/json"));
    kinds.stream()
        .filter(kind -> kind.verbs().contains("list"))
        .forEach(kind -> firstOf(kind).ifPresent(one -> samples.put(kind.collection(), one)));
  }

  private Optional<ObjectNode> firstOf(FuzzKind kind) {
    JsonNode items = document(kind.collection() + "?limit=1", "application/json").path("items");
    if (items.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode first = (ObjectNode) items.get(0);
    return Optional.of(first.put("apiVersion", kind.apiVersion()).put("kind", kind.kind()));
  }

  private JsonNode document(String path, String accept) {
    HttpResponse<String> answer =
        send(new FuzzRequest("GET", path, "", accept, new byte[0]))
            .orElseThrow(() -> new IllegalStateException("no answer to GET " + path));
    return JSON.readTree(answer.body());
  }

  List<FuzzKind> kinds() {
    return kinds;
  }

  Map<String, ObjectNode> samples() {
    return samples;
  }

  /** How many answers there were of each status. */
  public Map<Integer, Integer> answers() {
    return answers;
  }

  /** The first wrong answer of a seed's requests, empty when there was none in this time. */
  public Optional<String> run(long seed, Duration time) {
    FuzzRequests requests = new FuzzRequests(kinds, objects, samples, new SplittableRandom(seed));
    long endNanos = System.nanoTime() + time.toNanos();
    for (int number = 1; System.nanoTime() < endNanos; number++) {
      FuzzRequest request = requests.next();
      Optional<HttpResponse<String>> answer = send(request);
      Optional<String> problem = problem(answer);
      if (problem.isPresent()) {
        return Optional.of(
            "seed %d, request %d: %s%n%s%n%s"
                .formatted(
                    seed,
                    number,
                    problem.get(),
                    request,
                    answer.map(HttpResponse::body).orElse("")));
      }
      count(answer.orElseThrow().statusCode());
    }
    return Optional.empty();
  }

  private synchronized void count(int status) {
    answers.merge(status, 1, Integer::sum);
  }

  private static Optional<String> problem(Optional<HttpResponse<String>> answer) {
    if (answer.isEmpty()) {
      return Optional.of("no answer within " + ANSWER_AT_MOST);
    }
    int status = answer.get().statusCode();
    String body = answer.get().body();
    if (status >= 500) {
      return Optional.of("status " + status);
    }
    if (body.contains("\tat ") || body.contains("Exception")) {
      return Optional.of("a stack trace");
    }
    return status >= 400 && !isStatus(answer.get())
        ? Optional.of("status " + status + " without a Status")
        : Optional.empty();
  }

  /** In the form that the client wanted; only JSON is looked into. */
  private static boolean isStatus(HttpResponse<String> answer) {
    String type = answer.headers().firstValue("Content-Type").orElse("");
    if (!type.startsWith("application/json")) {
      return answer.body().contains("Status") && answer.body().contains("Failure");
    }
    try {
      JsonNode tree = JSON.readTree(answer.body());
      return tree.path("kind").asString("").equals("Status")
          && tree.path("code").asInt() == answer.statusCode()
          && !tree.path("message").asString("").isBlank();
    } catch (JacksonException e) {
      return false;
    }
  }

  private Optional<HttpResponse<String>> send(FuzzRequest request) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(url + encoded(request.path())))
            .timeout(ANSWER_AT_MOST)
            .header("Accept", request.accept())
            .method(request.method(), BodyPublishers.ofByteArray(request.body()));
    if (!request.contentType().isEmpty()) {
      builder.header("Content-Type", request.contentType());
    }
    try {
      return Optional.of(client.send(builder.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String path) {
    return path.replace("|", "%7C").replace("\"", "%22");
  }

  /**
   * The names of what there is of each kind that the namespace does not hold, but for the kinds
   * that show the log: it grows by what is done in the namespace too.
   */
  public Map<String, List<String>> outsideNamespace() {
    Map<String, List<String>> names = new TreeMap<>();
    for (FuzzKind kind : kinds) {
      if (kind.verbs().contains("list")
          && !kind.namespaced()
          && !kind.collection().startsWith(LOG_KINDS)) {
        List<String> all = new ArrayList<>();
        document(kind.collection(), "application/json")
            .path("items")
            .forEach(item -> all.add(item.path("metadata").path("name").asString()));
        names.put(kind.collection(), all);
      }
    }
    return names;
  }
}
