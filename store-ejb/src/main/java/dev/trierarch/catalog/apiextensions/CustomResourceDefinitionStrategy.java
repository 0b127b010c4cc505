package dev.trierarch.catalog.apiextensions;

import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceStrategy;
import dev.trierarch.catalog.Semantic;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules that CustomResourceDefinitions are written by. */
public final class CustomResourceDefinitionStrategy implements ResourceStrategy {

  private static final int HTTPS_PORT = 443;
  private static final String MISSING_VERSION =
      "missing from spec.versions; %s was previously a storage version, and must remain in"
          + " spec.versions until a storage migration ensures no data remains persisted in %s and"
          + " removes %s from status.storedVersions";

  @Override
  public void setDefaults(ObjectNode definition) {
    ObjectNode spec = Defaults.child(definition, "spec");
    ObjectNode names = Defaults.child(spec, "names");
    String kind = names.path("kind").asString("");
    if (!kind.isEmpty()) {
      Defaults.text(names, "singular", kind.toLowerCase(Locale.ROOT));
      Defaults.text(names, "listKind", kind + "List");
    }
    Defaults.text(Defaults.child(spec, "conversion"), "strategy", "None");
    Defaults.find(spec, "conversion", "webhook", "clientConfig", "service")
        .ifPresent(service -> Defaults.number(service, "port", HTTPS_PORT));
  }

  @Override
  public void prepareForCreate(ObjectNode definition) {
    definition.putObject("status");
    rememberStoredVersion(definition);
  }

  @Override
  public void prepareForUpdate(ObjectNode definition, ObjectNode old) {
    ResourceStrategy.super.prepareForUpdate(definition, old);
    rememberStoredVersion(definition);
  }

  /** Objects may be stored in every version that ever was the one to store. */
  private static void rememberStoredVersion(ObjectNode definition) {
    ObjectNode status = Defaults.child(definition, "status");
    Set<String> stored = new LinkedHashSet<>();
    status.path("storedVersions").forEach(version -> stored.add(version.asString("")));
    for (ObjectNode version : Defaults.each(Defaults.child(definition, "spec"), "versions")) {
      if (version.path("storage").asBoolean(false)) {
        stored.add(version.path("name").asString(""));
      }
    }
    ArrayNode versions = status.putArray("storedVersions");
    stored.forEach(versions::add);
  }

  @Override
  public void validateCreate(ObjectNode definition, FieldErrors errors) {
    check(definition, JsonNodeFactory.instance.objectNode(), errors);
  }

  private static void check(ObjectNode definition, ObjectNode old, FieldErrors errors) {
    Field root = Field.root(definition, errors);
    Field spec = root.get("spec");
    names(root, spec);
    versions(spec.get("versions"), old.path("spec").path("versions"));
    if (spec.get("preserveUnknownFields").isTrue()) {
      spec.get("preserveUnknownFields")
          .invalid(
              "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in"
                  + " spec.versions[*].schema instead");
    }
    ConversionRules.check(spec.get("conversion"));
    ApprovalRules.check(root, Field.root(old, errors));
  }

  private static void names(Field root, Field spec) {
    Field group = spec.get("group");
    Field names = spec.get("names");
    if (!group.isEmpty() && !group.text().contains(".")) {
      group.invalid("should be a domain with at least one dot");
    }
    if (!root.at("metadata", "name").isText(names.get("plural").text() + "." + group.text())) {
      root.at("metadata", "name").invalid("must be spec.names.plural+\".\"+spec.group");
    }
    if (!names.get("kind").isEmpty() && names.get("listKind").isText(names.get("kind").text())) {
      names.get("listKind").invalid("kind and listKind may not be the same");
    }
  }

  private static void versions(Field versions, JsonNode old) {
    List<String> names =
        versions.items().stream().map(version -> version.get("name").text()).toList();
    if (Set.copyOf(names).size() < names.size()) {
      versions.invalid("must contain unique version names");
    }
    long stored = versions.items().stream().filter(one -> one.get("storage").isTrue()).count();
    if (stored != 1) {
      versions.invalid("must have exactly one version marked as storage version");
    }
    for (Field version : versions.items()) {
      VersionRules.check(version);
      Field schema = version.at("schema", "openAPIV3Schema");
      if (schema.isPresent()) {
        schema(schema, formerSchema(version.get("name").text(), old));
      }
    }
  }

  /** Expressions that stand already are not compiled again; those of a wrong schema not yet. */
  private static void schema(Field schema, JsonNode former) {
    int problems = schema.problems();
    StructuralSchemaRules.check(schema);
    if (schema.problems() == problems && !Semantic.same(schema.node(), former)) {
      ExpressionRules.compile(schema);
    }
  }

  private static JsonNode formerSchema(String name, JsonNode oldVersions) {
    for (JsonNode version : oldVersions) {
      if (version.path("name").asString("").equals(name)) {
        return version.path("schema").path("openAPIV3Schema");
      }
    }
    return MissingNode.getInstance();
  }

  @Override
  public void validateUpdate(ObjectNode definition, ObjectNode old, FieldErrors errors) {
    check(definition, old, errors);
    Field root = Field.root(definition, errors);
    Field spec = root.get("spec");
    Field former = Field.root(old, errors).get("spec");
    spec.get("group").unchangedFrom(former.get("group"));
    spec.at("names", "plural").unchangedFrom(former.at("names", "plural"));
    if (isEstablished(old)) {
      spec.get("scope").unchangedFrom(former.get("scope"));
      spec.at("names", "kind").unchangedFrom(former.at("names", "kind"));
    }
    List<String> versions =
        spec.get("versions").items().stream().map(version -> version.get("name").text()).toList();
    for (Field stored : root.at("status", "storedVersions").items()) {
      if (!versions.contains(stored.text())) {
        stored.invalid(MISSING_VERSION.formatted(stored.text(), stored.text(), stored.text()));
      }
    }
  }

  private static boolean isEstablished(ObjectNode definition) {
    for (JsonNode condition : definition.path("status").path("conditions")) {
      if (condition.path("type").asString("").equals("Established")) {
        return condition.path("status").asString("").equals("True");
      }
    }
    return false;
  }
}
