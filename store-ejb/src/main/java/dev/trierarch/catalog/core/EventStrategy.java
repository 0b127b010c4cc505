package dev.trierarch.catalog.core;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.form.Form;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules that Events are written by, in both their shapes. */
public final class EventStrategy extends DefaultStrategy {

  private static final int CHARACTERS_MAX = 128;
  private static final int MESSAGE_CHARACTERS_MAX = 1024;

  private static final List<String> INVOLVED =
      List.of("kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath");

  @Override
  public void validateCreate(ObjectNode event, FieldErrors errors) {
    Field root = Field.root(event, errors);
    String namespace = root.at("metadata", "namespace").text();
    Field involved = root.at("involvedObject", "namespace");
    boolean clusterScoped = involved.isEmpty();
    boolean agrees =
        clusterScoped
            ? List.of("default", "kube-system").contains(namespace)
            : involved.isText(namespace) || !root.get("eventTime").isEmpty();
    if (!agrees) {
      involved.invalid("does not match event.namespace");
    }
    if (!root.get("eventTime").isEmpty()) {
      root.get("reportingComponent").required().form(Form.QUALIFIED_NAME);
      for (String field : List.of("reportingInstance", "action", "reason")) {
        root.get(field).required();
        notLonger(root.get(field), CHARACTERS_MAX);
      }
      notLonger(root.get("message"), MESSAGE_CHARACTERS_MAX);
      root.get("type").oneOf("Normal", "Warning");
    }
  }

  private static void notLonger(Field text, int charactersMax) {
    if (text.text().length() > charactersMax) {
      text.value("").invalid("can have at most " + charactersMax + " characters");
    }
  }

  @Override
  public void validateUpdate(ObjectNode event, ObjectNode old, FieldErrors errors) {
    validateCreate(event, errors);
  }

  @Override
  public Map<String, String> selectableFields(JsonNode event) {
    Map<String, String> fields = new HashMap<>();
    for (String name : INVOLVED) {
      fields.put("involvedObject." + name, event.path("involvedObject").path(name).asString(""));
    }
    String component = event.path("source").path("component").asString("");
    String reporter = event.path("reportingComponent").asString("");
    fields.put("reason", event.path("reason").asString(""));
    fields.put("type", event.path("type").asString(""));
    fields.put("reportingComponent", reporter);
    fields.put("source", component.isEmpty() ? reporter : component);
    return fields;
  }

  @Override
  public boolean createsOnUpdate() {
    return true;
  }
}
