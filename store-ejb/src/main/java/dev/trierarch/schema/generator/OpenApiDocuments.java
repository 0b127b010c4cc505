package dev.trierarch.schema.generator;

import dev.trierarch.catalog.ResourceType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts the OpenAPI documents together: one of version 2 for everything, one of version 3 for each
 * group and version with just the definitions that it needs.
 */
final class OpenApiDocuments {

  private static final String PATCH = "io.k8s.apimachinery.pkg.apis.meta.v1.Patch";

  private final List<Definition> definitions;
  private final List<ResourceType> types;
  private final String version;
  private final JsonNodeFactory nodes = JsonNodeFactory.instance;

  /**
   * @param version of Kubernetes, e.g. {@code v1.36.0}
   */
  OpenApiDocuments(List<Definition> definitions, List<ResourceType> types, String version) {
    this.definitions = definitions;
    this.types = types;
    this.version = version;
  }

  /** The document of {@code /openapi/v2}. */
  ObjectNode version2() {
    OpenApiSchemas schemas = new OpenApiSchemas(false);
    ObjectNode document = nodes.objectNode().put("swagger", "2.0");
    addInfo(document);
    ObjectNode paths = document.putObject("paths");
    new OpenApiPaths(false, schemas, definitionOfKind()).of(types).forEach(paths::set);
    ObjectNode all = document.putObject("definitions");
    schemas(schemas).forEach(all::set);
    addSecurity(document.putObject("securityDefinitions"));
    return document;
  }

  /** The documents of {@code /openapi/v3} by path: {@code api/v1}, {@code apis/apps/v1}. */
  Map<String, ObjectNode> version3() {
    OpenApiSchemas schemas = new OpenApiSchemas(true);
    Map<String, ObjectNode> all = schemas(schemas);
    OpenApiPaths paths = new OpenApiPaths(true, schemas, definitionOfKind());
    Map<String, ObjectNode> documents = new LinkedHashMap<>();
    typesByGroupVersion()
        .forEach((path, some) -> documents.put(path, version3(paths.of(some), all)));
    return documents;
  }

  private ObjectNode version3(Map<String, ObjectNode> paths, Map<String, ObjectNode> all) {
    ObjectNode document = nodes.objectNode().put("openapi", "3.0.0");
    addInfo(document);
    ObjectNode served = document.putObject("paths");
    paths.forEach(served::set);
    Map<String, ObjectNode> needed = new TreeMap<>();
    for (String name : reachable(served, all)) {
      needed.put(name, all.get(name));
    }
    ObjectNode components = document.putObject("components");
    ObjectNode schemas = components.putObject("schemas");
    needed.forEach(schemas::set);
    addSecurity(components.putObject("securitySchemes"));
    return document;
  }

  private void addInfo(ObjectNode document) {
    document.putObject("info").put("title", "Kubernetes").put("version", version);
  }

  private static void addSecurity(ObjectNode schemes) {
    schemes
        .putObject("BearerToken")
        .put("description", "A bearer token")
        .put("in", "header")
        .put("name", "authorization")
        .put("type", "apiKey");
  }

  private Map<String, ObjectNode> schemas(OpenApiSchemas schemas) {
    Map<String, ObjectNode> all = schemas.all(definitions);
    all.put(
        PATCH,
        nodes
            .objectNode()
            .put("description", "The body of a patch, in the form that its media type names.")
            .put("type", "object"));
    return all;
  }

  private Map<String, String> definitionOfKind() {
    Map<String, String> names = new HashMap<>();
    for (Definition definition : definitions) {
      if (definition.kind()) {
        names.put(definition.apiVersion() + "/" + definition.shortName(), definition.name());
      }
    }
    return names;
  }

  private Map<String, List<ResourceType>> typesByGroupVersion() {
    Map<String, List<ResourceType>> groups = new LinkedHashMap<>();
    for (ResourceType type : types) {
      String path = (type.group().isEmpty() ? "api/" : "apis/") + type.apiVersion();
      groups.computeIfAbsent(path, key -> new java.util.ArrayList<>()).add(type);
    }
    return groups;
  }

  private static Set<String> reachable(JsonNode from, Map<String, ObjectNode> all) {
    Set<String> found = new LinkedHashSet<>();
    collect(from, all, found);
    return found;
  }

  private static void collect(JsonNode node, Map<String, ObjectNode> all, Set<String> found) {
    JsonNode reference = node.get("$ref");
    if (reference != null && reference.isString()) {
      String name = reference.stringValue().substring(reference.stringValue().lastIndexOf('/') + 1);
      if (!all.containsKey(name)) {
        throw new IllegalStateException("a path refers to " + name + ", which is not defined");
      }
      if (found.add(name)) {
        collect(all.get(name), all, found);
      }
    }
    node.forEach(child -> collect(child, all, found));
  }
}
