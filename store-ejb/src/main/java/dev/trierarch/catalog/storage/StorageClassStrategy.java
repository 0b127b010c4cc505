package dev.trierarch.catalog.storage;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.Semantic;
import dev.trierarch.catalog.Warnings;
import dev.trierarch.catalog.core.NodeLabelWarnings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules that StorageClasses are written by: what a class promises does not change. */
public final class StorageClassStrategy extends DefaultStrategy {

  private static final int PARAMETERS_MAX = 512;

  @Override
  public void setDefaults(ObjectNode storage) {
    Defaults.text(storage, "reclaimPolicy", "Delete");
    Defaults.text(storage, "volumeBindingMode", "Immediate");
  }

  @Override
  public void validateCreate(ObjectNode storage, FieldErrors errors) {
    Field parameters = Field.root(storage, errors).get("parameters");
    if (parameters.keys().size() > PARAMETERS_MAX) {
      errors.tooLong(parameters.path(), PARAMETERS_MAX);
    }
    if (parameters.keys().contains("")) {
      parameters.value("").invalid("field can not be empty.");
    }
    topologies(Field.root(storage, errors).get("allowedTopologies"));
  }

  private static void topologies(Field topologies) {
    Set<JsonNode> terms = new HashSet<>();
    for (Field topology : topologies.items()) {
      Field expressions = topology.get("matchLabelExpressions");
      expressions.uniqueBy("key");
      for (Field expression : expressions.items()) {
        Set<String> values = new HashSet<>();
        for (Field value : expression.get("values").items()) {
          if (!values.add(value.text())) {
            value.duplicate();
          }
        }
      }
      if (!terms.add(expressions.node())) {
        expressions.value("").duplicate();
      }
    }
  }

  @Override
  public void validateUpdate(ObjectNode storage, ObjectNode old, FieldErrors errors) {
    for (String field : List.of("parameters", "provisioner", "reclaimPolicy")) {
      if (!Semantic.same(storage.path(field), old.path(field))) {
        Field.root(storage, errors).get(field).forbidden("updates to " + field + " are forbidden.");
      }
    }
    Field.root(storage, errors)
        .get("volumeBindingMode")
        .unchangedFrom(Field.root(old, errors).get("volumeBindingMode"));
  }

  @Override
  public void warnOfCreate(Field storage, Warnings warnings) {
    for (Field topology : storage.get("allowedTopologies").items()) {
      for (Field expression : topology.get("matchLabelExpressions").items()) {
        NodeLabelWarnings.of(expression.get("key").text())
            .ifPresent(text -> warnings.add(expression.get("key"), text));
      }
    }
  }

  @Override
  public void warnOfUpdate(Field storage, Field old, Warnings warnings) {
    warnOfCreate(storage, warnings);
  }
}
