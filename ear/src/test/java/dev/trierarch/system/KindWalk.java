package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.catalog.ResourceType;
import dev.trierarch.system.Http.Answer;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Calls everything that a client may ask of one kind, each once and in an order that makes sense.
 */
final class KindWalk {

  private static final String SELECTED = "?labelSelector=walked%3Dyes";
  private static final String AT_ONCE =
      "{\"apiVersion\":\"v1\",\"kind\":\"DeleteOptions\",\"gracePeriodSeconds\":0}";
  private static final String PATCHED = "\"patched\":\"yes\"";

  /** These need a container that runs, or a node's own server. */
  private static final Set<String> STREAMS = Set.of("attach", "exec", "portforward", "proxy");

  private final Http http;
  private final ResourceType type;
  private final ObjectNode object;
  private final String namespace;
  private final Set<String> called = new TreeSet<>();

  KindWalk(Http http, ResourceType type, ObjectNode object, String namespace) {
    this.http = http;
    this.type = type;
    this.object = object;
    this.namespace = namespace;
  }

  /** Returns what was called, as {@code get /api/v1/nodes/{name}}. */
  Set<String> walk() {
    create();
    list();
    watch();
    readAndWrite("");
    type.subresources().stream()
        .filter(name -> !STREAMS.contains(name))
        .sorted(Comparator.comparing(KindWalk::order))
        .forEach(this::subresource);
    delete();
    return called;
  }

  /** A log is asked for while there is no node to ask, and what is evicted is gone. */
  private static int order(String subresource) {
    return switch (subresource) {
      case "log" -> 0;
      case "eviction" -> 2;
      default -> 1;
    };
  }

  private void create() {
    answer("post", collection(), http::post, object.toString()).is(201);
    answer("post", collection(), http::post, object.toString()).is(409);
  }

  private void list() {
    JsonNode list = get("list", collection() + SELECTED).is(200).json();
    assertKind(list, type.listKind());
    if (type.namespaced()) {
      get("list", everywhere() + SELECTED).is(200);
    }
  }

  private void watch() {
    String event = http.firstLine(collection() + SELECTED + "&watch=true&timeoutSeconds=30");
    assertThat(event).startsWith("{\"type\":\"ADDED\"");
  }

  private void readAndWrite(String part) {
    String path = item() + part;
    JsonNode now = get("get", path).is(200).json();
    assertKind(now, part.equals("/scale") ? "Scale" : type.kind());
    http.patch(path, "merge-patch+json", "{\"metadata\":{\"annotations\":{" + PATCHED + "}}}")
        .is(200);
    called("patch", path);
    String newest = http.get(path).is(200).text();
    answer("put", path, http::put, newest).is(200);
    if (part.isEmpty()) {
      assertThat(newest).contains(PATCHED).doesNotContain(version(now));
    }
  }

  private static String version(JsonNode object) {
    return "\"resourceVersion\":" + object.at("/metadata/resourceVersion");
  }

  private void subresource(String name) {
    switch (name) {
      case "binding" -> post(name, "{\"target\":{\"kind\":\"Node\",\"name\":\"nowhere\"}}");
      case "eviction" -> post(name, "{\"metadata\":{\"name\":\"%s\"}}".formatted(name()));
      case "token" -> post(name, "{\"spec\":{\"audiences\":[\"walk\"]}}");
      case "finalize" -> answer("put", item() + "/finalize", http::put, current()).is(200);
      case "log" -> get("get", item() + "/log").is(204);
      default -> readAndWrite("/" + name);
    }
  }

  private void post(String subresource, String body) {
    answer("post", item() + "/" + subresource, http::post, body).is(201);
  }

  private void delete() {
    if (http.get(item()).response().statusCode() == 200) {
      answer("delete", item(), http::delete, AT_ONCE).is(200);
    }
    called("delete", item());
    awaitGone();
    if (type.hasVerb("deletecollection")) {
      http.post(collection(), object.toString()).is(201);
      answer("deletecollection", collection() + SELECTED, http::delete, AT_ONCE).is(200);
      awaitGone();
    }
  }

  /** A namespace goes when its controller has looked. */
  private void awaitGone() {
    Cluster.await(
        item() + " is gone",
        Duration.ofSeconds(60),
        () -> http.get(item()).response().statusCode() == 404);
  }

  private String current() {
    return http.get(item()).is(200).text();
  }

  private void assertKind(JsonNode answer, String kind) {
    assertThat(answer.path("kind").asString()).as(item()).isEqualTo(kind);
  }

  private Answer get(String action, String path) {
    called(action, path);
    return http.get(path);
  }

  private Answer answer(
      String action, String path, BiFunction<String, String, Answer> call, String body) {
    called(action, path);
    return call.apply(path, body);
  }

  private void called(String action, String path) {
    String template =
        path.replaceAll("\\?.*", "")
            .replace("/namespaces/" + namespace + "/", "/namespaces/{namespace}/")
            .replaceFirst("(?<=/" + type.plural() + "/)" + name() + "(?=/|$)", "{name}");
    called.add(action + " " + template);
  }

  private String name() {
    return object.at("/metadata/name").asString();
  }

  private String everywhere() {
    return root() + "/" + type.plural();
  }

  private String collection() {
    return type.namespaced()
        ? root() + "/namespaces/" + namespace + "/" + type.plural()
        : everywhere();
  }

  private String root() {
    return type.group().isEmpty() ? "/api/v1" : "/apis/" + type.apiVersion();
  }

  private String item() {
    return collection() + "/" + name();
  }
}
