package dev.trierarch.fuzz;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An endless row of requests from one seed: every kind, every verb, every kind of patch. */
final class FuzzRequests {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** What would start containers, call others or change how the API itself works. */
  private static final Set<String> DRY_ONLY =
      Set.of(
          "pods",
          "replicationcontrollers",
          "daemonsets",
          "deployments",
          "replicasets",
          "statefulsets",
          "jobs",
          "cronjobs");

  private static final List<String> ACCEPTS =
      List.of(
          "application/json",
          "application/json;as=Table;g=meta.k8s.io;v=v1",
          "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1",
          "application/yaml",
          "application/vnd.kubernetes.protobuf",
          "application/json;as=Nothing;g=x;v=",
          "text/;q=,,*/*;q=x");
  private static final List<String> QUERIES =
      List.of(
          "labelSelector=a in (b,",
          "labelSelector=!",
          "labelSelector=fuzz notin ()",
          "labelSelector=" + "a=b,".repeat(500),
          "fieldSelector=metadata.name=",
          "fieldSelector==",
          "fieldSelector=spec.x=y",
          "limit=-1",
          "limit=99999999999999999999",
          "limit=1",
          "continue=abc",
          "continue=%00",
          "resourceVersion=-1",
          "resourceVersion=x",
          "resourceVersion=0&resourceVersionMatch=Exact",
          "resourceVersionMatch=Never",
          "watch=1&timeoutSeconds=1",
          "watch=true&timeoutSeconds=x",
          "includeObject=Some",
          "watch=1&timeoutSeconds=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan"
              + "&allowWatchBookmarks=true",
          "pretty=maybe",
          "fieldValidation=Maybe",
          "timeoutSeconds=-1");
  private static final List<String> VERBS =
      List.of("get", "create", "create", "update", "delete", "patch", "patch", "patch");
  private static final Map<String, String> WRITE_VERBS =
      Map.of("create", "POST", "update", "PUT", "patch", "PATCH", "delete", "DELETE");

  private final List<FuzzKind> kinds;
  private final SchemaObjects objects;
  private final Map<String, ObjectNode> samples;
  private final RandomGenerator random;
  private final Mutations mutations;
  private final FuzzPatches patches;

  /**
   * @param samples an object that exists, by where its kind is kept
   */
  FuzzRequests(
      List<FuzzKind> kinds,
      SchemaObjects objects,
      Map<String, ObjectNode> samples,
      RandomGenerator random) {
    this.kinds = kinds;
    this.objects = objects;
    this.samples = samples;
    this.random = random;
    this.mutations = new Mutations(random);
    this.patches = new FuzzPatches(random);
  }

  FuzzRequest next() {
    String verb = pick(VERBS);
    FuzzKind kind = kindWith(verb);
    return switch (verb) {
      case "get" -> read(kind);
      case "create" -> write(kind, verb, kind.isSubresource() ? existing(kind) : kind.collection());
      case "update" -> write(kind, verb, existing(kind));
      case "delete" -> write(kind, verb, kind.object("no-such-object"));
      default -> patch(kind);
    };
  }

  /** Now and then one that does not know the verb, or of which there is none. */
  private FuzzKind kindWith(String verb) {
    FuzzKind kind = pick(kinds);
    while (random.nextInt(20) != 0
        && !(kind.verbs().contains(verb) && samples.containsKey(kind.collection()))) {
      kind = pick(kinds);
    }
    return kind;
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private String existing(FuzzKind kind) {
    ObjectNode sample = samples.get(kind.collection());
    String name =
        sample == null || random.nextInt(10) == 0
            ? "no-such-object"
            : sample.path("metadata").path("name").asString();
    return kind.object(URLEncoder.encode(name, StandardCharsets.UTF_8));
  }

  private FuzzRequest read(FuzzKind kind) {
    boolean one = kind.isSubresource() || random.nextInt(3) == 0;
    String path = one ? existing(kind) : kind.collection();
    String query = pick(QUERIES).replace(" ", "%20");
    return new FuzzRequest("GET", path + "?" + query, "", pick(ACCEPTS), new byte[0]);
  }

  private FuzzRequest write(FuzzKind kind, String verb, String path) {
    ObjectNode object = object(kind);
    if (random.nextInt(3) != 0) {
      mutations.spoil(object, 1 + random.nextInt(3));
    }
    String type = random.nextInt(10) == 0 ? "application/yaml" : "application/json";
    return request(WRITE_VERBS.get(verb), path + options(kind), type, object);
  }

  private ObjectNode object(FuzzKind kind) {
    ObjectNode sample = samples.get(kind.collection());
    if (sample != null && random.nextInt(3) == 0) {
      return sample.deepCopy();
    }
    ObjectNode object = objects.object(kind.apiVersion(), kind.kind(), random);
    if (sample != null) {
      object.set("metadata", sample.path("metadata").deepCopy());
    } else {
      object.withObjectProperty("metadata").put("generateName", "fuzz-");
    }
    return object;
  }

  private FuzzRequest patch(FuzzKind kind) {
    ObjectNode object = object(kind);
    String path = existing(kind) + options(kind);
    return switch (random.nextInt(4)) {
      case 0 -> request("PATCH", path, "application/json-patch+json", patches.jsonPatch(object));
      case 1 -> request("PATCH", path, "application/merge-patch+json", patches.mergePatch(object));
      case 2 ->
          request(
              "PATCH",
              path,
              "application/strategic-merge-patch+json",
              patches.strategicPatch(object));
      default -> apply(path, object);
    };
  }

  private FuzzRequest apply(String path, ObjectNode object) {
    if (random.nextInt(4) != 0) {
      object.withObjectProperty("metadata").remove(List.of("managedFields", "generateName"));
    }
    if (random.nextBoolean()) {
      mutations.spoil(object, 1 + random.nextInt(2));
    }
    String options =
        random.nextInt(8) == 0 ? "" : "&fieldManager=fuzz&force=" + random.nextBoolean();
    return request("PATCH", path + options, "application/apply-patch+yaml", object);
  }

  /** Most writes are tried and not kept; those that are kept stay in the namespace. */
  private String options(FuzzKind kind) {
    String resource = kind.collection().substring(kind.collection().lastIndexOf('/') + 1);
    boolean dry = !kind.namespaced() || DRY_ONLY.contains(resource) || random.nextInt(3) != 0;
    String validation = pick(List.of("Ignore", "Warn", "Strict"));
    return "?fieldValidation=" + validation + (dry ? "&dryRun=All" : "");
  }

  private FuzzRequest request(String method, String path, String type, JsonNode tree) {
    byte[] body = JSON.writeValueAsBytes(tree);
    return new FuzzRequest(
        method, path, type, pick(ACCEPTS), random.nextInt(12) == 0 ? mutations.spoil(body) : body);
  }
}
