package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceStrategy;
import dev.trierarch.catalog.Warnings;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules that ReplicationControllers are written by. */
public final class ReplicationControllerStrategy implements ResourceStrategy {

  @Override
  public void setDefaults(ObjectNode controller) {
    ObjectNode spec = Defaults.child(controller, "spec");
    Defaults.number(spec, "replicas", 1);
    PodSpecDefaults.setOnTemplate(spec);
    Defaults.find(spec, "template", "metadata", "labels")
        .ifPresent(
            labels -> {
              if (spec.path("selector").isEmpty()) {
                spec.set("selector", labels.deepCopy());
              }
              ObjectNode metadata = Defaults.child(controller, "metadata");
              if (metadata.path("labels").isEmpty()) {
                metadata.set("labels", labels.deepCopy());
              }
            });
  }

  @Override
  public void validateCreate(ObjectNode controller, FieldErrors errors) {
    Field spec = Field.root(controller, errors).get("spec");
    PodSpecRules.checkTemplate(spec, "Always");
    Field labels = spec.at("template", "metadata", "labels");
    for (String key : spec.get("selector").keys()) {
      if (!spec.get("selector").key(key).isText(labels.key(key).text())) {
        labels.invalid("`selector` does not match template `labels`");
        break;
      }
    }
  }

  @Override
  public void validateUpdate(ObjectNode controller, ObjectNode old, FieldErrors errors) {
    validateCreate(controller, errors);
  }

  @Override
  public void validateStatusUpdate(ObjectNode controller, ObjectNode old, FieldErrors errors) {
    Field status = Field.root(controller, errors).get("status");
    Field available = status.get("availableReplicas");
    for (String part : List.of("fullyLabeledReplicas", "readyReplicas", "availableReplicas")) {
      if (status.get(part).number() > status.get("replicas").number()) {
        status.get(part).invalid("cannot be greater than status.replicas");
      }
    }
    if (available.number() > status.get("readyReplicas").number()) {
      available.invalid("cannot be greater than readyReplicas");
    }
  }

  @Override
  public Map<String, String> selectableFields(JsonNode controller) {
    return Map.of(
        "status.replicas", Integer.toString(controller.path("status").path("replicas").asInt(0)));
  }

  @Override
  public void warnOfCreate(Field controller, Warnings warnings) {
    PodWarnings.name(controller, warnings);
    if (controller.at("spec", "template").isPresent()) {
      PodWarnings.check(controller.at("spec", "template"), warnings);
    }
  }

  @Override
  public void warnOfUpdate(Field controller, Field old, Warnings warnings) {
    PodWarnings.ofTemplateChange(controller.get("spec"), old.get("spec"), warnings);
  }
}
