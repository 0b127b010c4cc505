package dev.trierarch.schema.generator;

import dev.trierarch.catalog.ResourceType;
import dev.trierarch.catalog.Subresource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the paths and operations of resources, in the dialect of OpenAPI 2 or 3. Clients read from
 * them which verbs and options a kind takes.
 */
final class OpenApiPaths {

  private static final List<String> BODY_TYPES = List.of("application/json", "application/yaml");
  private static final List<String> PATCH_TYPES =
      List.of(
          "application/apply-patch+yaml",
          "application/json-patch+json",
          "application/merge-patch+json",
          "application/strategic-merge-patch+json");
  private static final List<String> CONNECT_METHODS = List.of("get", "post");
  private static final List<String> PROXY_METHODS =
      List.of("delete", "get", "head", "options", "patch", "post", "put");
  private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";

  private final boolean version3;
  private final OpenApiSchemas schemas;
  private final Map<String, String> definitionOfKind;
  private final JsonNodeFactory nodes = JsonNodeFactory.instance;

  /**
   * @param definitionOfKind from {@code apps/v1/Deployment} to the name of its definition
   */
  OpenApiPaths(boolean version3, OpenApiSchemas schemas, Map<String, String> definitionOfKind) {
    this.version3 = version3;
    this.schemas = schemas;
    this.definitionOfKind = definitionOfKind;
  }

  /** The path items of all these types by path. */
  Map<String, ObjectNode> of(List<ResourceType> types) {
    Map<String, ObjectNode> paths = new TreeMap<>();
    types.forEach(type -> add(paths, type));
    return paths;
  }

  private void add(Map<String, ObjectNode> paths, ResourceType type) {
    String root = (type.group().isEmpty() ? "/api/" : "/apis/") + type.apiVersion() + "/";
    String collection = root + (type.namespaced() ? "namespaces/{namespace}/" : "") + type.plural();
    String item = collection + "/{name}";
    Operations operations = new Operations(type, type.kind(), kindName(type), "");
    put(paths, collection, type, false, operations.ofCollection());
    if (type.namespaced() && type.hasVerb("list")) {
      ObjectNode all = nodes.objectNode();
      all.set("get", operations.list("ForAllNamespaces"));
      paths.put(root + type.plural(), withPathParameters(all, false, false));
    }
    put(paths, item, type, true, operations.ofItem());
    for (String name : new TreeSet<>(type.subresources())) {
      Subresource subresource = Subresource.of(type, name);
      put(paths, item + "/" + name, type, true, operations.ofSubresource(subresource));
      if (name.equals("proxy")) {
        String path = item + "/proxy/{path}";
        put(paths, path, type, true, operations.connections(subresource, "WithPath"));
        paths
            .get(path)
            .withArrayProperty("parameters")
            .add(
                parameter("path", "path", "string", "the path at the proxied server")
                    .put("required", true));
      }
    }
  }

  private void put(
      Map<String, ObjectNode> paths,
      String path,
      ResourceType type,
      boolean named,
      ObjectNode item) {
    if (!item.isEmpty()) {
      paths.put(path, withPathParameters(item, named, type.namespaced()));
    }
  }

  private static String kindName(ResourceType type) {
    return (type.namespaced() ? "Namespaced" : "") + type.kind();
  }

  private ObjectNode withPathParameters(ObjectNode item, boolean named, boolean namespaced) {
    ArrayNode parameters = item.putArray("parameters");
    if (named) {
      parameters.add(
          parameter("name", "path", "string", "the object's name").put("required", true));
    }
    if (namespaced) {
      parameters.add(
          parameter("namespace", "path", "string", "the object's namespace").put("required", true));
    }
    parameters.add(parameter("pretty", "query", "string", "indent the answer for people"));
    return item;
  }

  private ObjectNode parameter(String name, String in, String type, String description) {
    ObjectNode parameter = nodes.objectNode().put("name", name).put("in", in);
    parameter.put("description", description);
    if (version3) {
      parameter.putObject("schema").put("type", type).put("uniqueItems", true);
    } else {
      parameter.put("type", type).put("uniqueItems", true);
    }
    return parameter;
  }

  /** The operations of one type. */
  private final class Operations {
    private final ResourceType type;
    private final String kind;
    private final String operationName;
    private final String definition;

    Operations(ResourceType type, String kind, String operationName, String definition) {
      this.type = type;
      this.kind = kind;
      this.operationName = operationName;
      this.definition = definition;
    }

    private String definition() {
      return definition.isEmpty() ? definitionOf(type.apiVersion(), kind) : definition;
    }

    ObjectNode ofCollection() {
      ObjectNode item = nodes.objectNode();
      if (type.hasVerb("list")) {
        item.set("get", list(""));
      }
      if (type.hasVerb("create")) {
        item.set("post", create("create", operationName));
      }
      if (type.hasVerb("deletecollection")) {
        ObjectNode operation =
            operation("deleteCollection", "deletecollection", "delete all that is selected", "");
        addListParameters(operation);
        addDeleteParameters(operation);
        answer(operation, META + "Status", 200);
        item.set("delete", operation);
      }
      return item;
    }

    ObjectNode ofItem() {
      ObjectNode item = nodes.objectNode();
      if (type.hasVerb("get")) {
        item.set("get", read("read", ""));
      }
      if (type.hasVerb("update")) {
        item.set("put", replace(""));
      }
      if (type.hasVerb("patch")) {
        item.set("patch", patch(""));
      }
      if (type.hasVerb("delete")) {
        ObjectNode operation = operation("delete", "delete", "delete this object", "");
        addDeleteParameters(operation);
        answer(operation, META + "Status", 200, 202);
        item.set("delete", operation);
      }
      return item;
    }

    ObjectNode ofSubresource(Subresource subresource) {
      String name = subresource.name();
      ObjectNode item = nodes.objectNode();
      if (name.equals("log")) {
        item.set("get", read("read", name));
        return item;
      }
      if (subresource.kind().endsWith("Options")) {
        return connections(subresource, "");
      }
      String apiVersion =
          subresource.group().isEmpty()
              ? subresource.version()
              : subresource.group() + "/" + subresource.version();
      Operations own =
          new Operations(
              type,
              subresource.kind(),
              operationName,
              definitionOf(apiVersion, subresource.kind()));
      subresource.verbs().forEach(verb -> own.addSubresourceVerb(item, verb, name, apiVersion));
      return item;
    }

    /** Operations that hand the connection on to a container or to another server. */
    ObjectNode connections(Subresource subresource, String suffix) {
      ObjectNode item = nodes.objectNode();
      String name = capital(subresource.name()) + suffix;
      Operations own = new Operations(type, subresource.kind(), operationName, "");
      for (String method : subresource.name().equals("proxy") ? PROXY_METHODS : CONNECT_METHODS) {
        ObjectNode operation =
            own.operation(
                "connect" + capital(method),
                "connect",
                "connect to " + subresource.name() + " of a " + type.kind(),
                name);
        answer(operation, "", 200);
        item.set(method, operation);
      }
      return item;
    }

    private void addSubresourceVerb(ObjectNode item, String verb, String name, String apiVersion) {
      ObjectNode operation =
          switch (verb) {
            case "get" -> read("read", name);
            case "update" -> replace(name);
            case "patch" -> patch(name);
            default -> create("create", operationName + capital(name));
          };
      operation.set("x-kubernetes-group-version-kind", groupVersionKind(apiVersion));
      item.set(
          switch (verb) {
            case "get" -> "get";
            case "update" -> "put";
            case "patch" -> "patch";
            default -> "post";
          },
          operation);
    }

    private ObjectNode groupVersionKind(String apiVersion) {
      int slash = apiVersion.indexOf('/');
      return nodes
          .objectNode()
          .put("group", slash < 0 ? "" : apiVersion.substring(0, slash))
          .put("kind", kind)
          .put("version", apiVersion.substring(slash + 1));
    }

    ObjectNode list(String suffix) {
      String name = suffix.isEmpty() ? operationName : kind + suffix;
      ObjectNode operation =
          withId(
              operation("list", "list", "list or watch objects of kind " + kind, ""), "list", name);
      addListParameters(operation);
      answer(operation, definitionOf(type.apiVersion(), type.listKind()), 200);
      return operation;
    }

    private ObjectNode read(String verb, String suffix) {
      ObjectNode operation = operation(verb, "get", "read one " + kind, suffix);
      answer(operation, suffix.equals("log") ? "" : definition(), 200);
      return operation;
    }

    private ObjectNode create(String verb, String name) {
      ObjectNode operation = withId(operation(verb, "post", "create a " + kind, ""), verb, name);
      addWriteParameters(operation);
      body(operation, definition(), BODY_TYPES);
      answer(operation, definition(), 200, 201, 202);
      return operation;
    }

    private ObjectNode replace(String suffix) {
      ObjectNode operation = operation("replace", "put", "replace a " + kind, suffix);
      addWriteParameters(operation);
      body(operation, definition(), BODY_TYPES);
      answer(operation, definition(), 200, 201);
      return operation;
    }

    private ObjectNode patch(String suffix) {
      ObjectNode operation = operation("patch", "patch", "change parts of a " + kind, suffix);
      addWriteParameters(operation);
      parameters(operation)
          .add(parameter("force", "query", "boolean", "take over fields of other managers"));
      body(operation, META + "Patch", PATCH_TYPES);
      answer(operation, definition(), 200, 201);
      return operation;
    }

    private ObjectNode operation(String verb, String action, String description, String suffix) {
      ObjectNode operation = nodes.objectNode().put("description", description);
      String tag = tag();
      operation.putArray("tags").add(tag);
      withId(operation, verb, operationName + capital(suffix));
      operation.put("x-kubernetes-action", action);
      operation.set("x-kubernetes-group-version-kind", groupVersionKind(type.apiVersion()));
      if (!version3) {
        operation.putArray("consumes").add("*/*");
        operation.putArray("schemes").add("https");
        BODY_TYPES.forEach(operation.putArray("produces")::add);
      }
      return operation;
    }

    private ObjectNode withId(ObjectNode operation, String verb, String name) {
      String groupVersion = capital(tag().replace("_v", "V"));
      boolean collection = verb.equals("deleteCollection");
      String id =
          collection
              ? "delete" + groupVersion + "Collection" + name
              : verb.startsWith("connect")
                  ? "connect" + groupVersion + verb.substring("connect".length()) + name
                  : verb + groupVersion + name;
      return operation.put("operationId", id);
    }

    /** {@code core_v1}, {@code rbacAuthorization_v1}. */
    private String tag() {
      if (type.group().isEmpty()) {
        return "core_" + type.version();
      }
      List<String> words = new ArrayList<>();
      for (String word : type.group().replace(".k8s.io", "").split("\\.", -1)) {
        words.add(words.isEmpty() ? word : capital(word));
      }
      return String.join("", words) + "_" + type.version();
    }

    private String definitionOf(String apiVersion, String kindName) {
      return definitionOfKind.getOrDefault(apiVersion + "/" + kindName, "");
    }
  }

  private static String capital(String word) {
    return word.isEmpty() ? "" : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private static ArrayNode parameters(ObjectNode operation) {
    return operation.withArrayProperty("parameters");
  }

  private void addListParameters(ObjectNode operation) {
    ArrayNode parameters = parameters(operation);
    parameters.add(
        parameter("allowWatchBookmarks", "query", "boolean", "send bookmarks in a watch"));
    parameters.add(parameter("continue", "query", "string", "where a paged list goes on"));
    parameters.add(parameter("fieldSelector", "query", "string", "select by fields"));
    parameters.add(parameter("labelSelector", "query", "string", "select by labels"));
    parameters.add(parameter("limit", "query", "integer", "objects a page"));
    parameters.add(parameter("resourceVersion", "query", "string", "the state that is asked for"));
    parameters.add(
        parameter("resourceVersionMatch", "query", "string", "what resourceVersion means"));
    parameters.add(
        parameter("sendInitialEvents", "query", "boolean", "begin a watch with the state so far"));
    parameters.add(parameter("timeoutSeconds", "query", "integer", "how long a watch lasts"));
    parameters.add(parameter("watch", "query", "boolean", "stream changes instead of a list"));
  }

  private void addWriteParameters(ObjectNode operation) {
    ArrayNode parameters = parameters(operation);
    parameters.add(parameter("dryRun", "query", "string", "All: do everything but the write"));
    parameters.add(
        parameter("fieldManager", "query", "string", "who owns the fields that are written"));
    parameters.add(
        parameter(
            "fieldValidation", "query", "string", "Ignore, Warn or Strict: about unknown fields"));
  }

  private void addDeleteParameters(ObjectNode operation) {
    ArrayNode parameters = parameters(operation);
    parameters.add(parameter("dryRun", "query", "string", "All: do everything but the write"));
    parameters.add(
        parameter("gracePeriodSeconds", "query", "integer", "how long it may take to end"));
    parameters.add(
        parameter("propagationPolicy", "query", "string", "Orphan, Background or Foreground"));
    body(operation, META + "DeleteOptions", BODY_TYPES);
  }

  private void body(ObjectNode operation, String definition, List<String> types) {
    if (!version3) {
      ObjectNode body = parameters(operation).addObject().put("name", "body").put("in", "body");
      body.put("required", !definition.endsWith("DeleteOptions"));
      body.set("schema", schemas.reference(definition));
      ArrayNode consumes = operation.putArray("consumes");
      types.forEach(consumes::add);
      return;
    }
    ObjectNode content = operation.putObject("requestBody").putObject("content");
    for (String type : types) {
      content.putObject(type).set("schema", schemas.reference(definition));
    }
  }

  /**
   * @param definition empty for plain text
   */
  private void answer(ObjectNode operation, String definition, int... codes) {
    ObjectNode responses = operation.putObject("responses");
    for (int code : codes) {
      ObjectNode response = responses.putObject(Integer.toString(code));
      response.put("description", code == 200 ? "OK" : code == 201 ? "Created" : "Accepted");
      if (version3) {
        ObjectNode content = response.putObject("content");
        if (definition.isEmpty()) {
          content.putObject("text/plain").putObject("schema").put("type", "string");
        } else {
          content.putObject("application/json").set("schema", schemas.reference(definition));
        }
      } else if (definition.isEmpty()) {
        response.putObject("schema").put("type", "string");
      } else {
        response.set("schema", schemas.reference(definition));
      }
    }
    responses.putObject("401").put("description", "Unauthorized");
  }
}
