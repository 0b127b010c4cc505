package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceStrategy;
import dev.trierarch.catalog.form.Form;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules that Namespaces are written by; one goes when its finalizers are done. */
public final class NamespaceStrategy implements ResourceStrategy {

  private static final String NAME_LABEL = "kubernetes.io/metadata.name";
  private static final String FINALIZER = "kubernetes";

  @Override
  public void setDefaults(ObjectNode namespace) {
    String name = namespace.path("metadata").path("name").asString("");
    if (!name.isEmpty()) {
      Defaults.child(Defaults.child(namespace, "metadata"), "labels").put(NAME_LABEL, name);
    }
  }

  @Override
  public void prepareForCreate(ObjectNode namespace) {
    namespace.putObject("status").put("phase", "Active");
    ArrayNode finalizers = Defaults.child(namespace, "spec").withArray("finalizers");
    boolean there = finalizers.valueStream().anyMatch(each -> each.asString("").equals(FINALIZER));
    if (!there) {
      finalizers.add(FINALIZER);
    }
  }

  @Override
  public void prepareForUpdate(ObjectNode namespace, ObjectNode old) {
    ResourceStrategy.super.prepareForUpdate(namespace, old);
    if (old.has("spec")) {
      namespace.set("spec", old.get("spec").deepCopy());
    } else {
      namespace.remove("spec");
    }
  }

  @Override
  public void validateStatusUpdate(ObjectNode namespace, ObjectNode old, FieldErrors errors) {
    Field root = Field.root(namespace, errors);
    Field phase = root.at("status", "phase").saidAt(root.at("status", "Phase"));
    boolean going = root.at("metadata", "deletionTimestamp").isPresent();
    if (!going && !phase.isText("Active")) {
      phase.value(phase.text()).invalid("may only be 'Active' if `deletionTimestamp` is empty");
    } else if (going && !phase.isText("Terminating")) {
      phase
          .value(phase.text())
          .invalid("may only be 'Terminating' if `deletionTimestamp` is not empty");
    }
  }

  @Override
  public Form nameRule() {
    return Form.DNS_LABEL;
  }

  @Override
  public Map<String, String> selectableFields(JsonNode namespace) {
    return Map.of("status.phase", namespace.path("status").path("phase").asString(""));
  }
}
