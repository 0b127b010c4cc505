package dev.trierarch.registry.apply;

import dev.trierarch.registry.Trees;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An object's record of who owns which of its fields. */
final class ManagedFields {

  private static final int UPDATERS_MAX = 10;
  private static final String OLDEST = "ancient-changes";

  /** What one manager owns. */
  record Owned(FieldSet fields, String apiVersion, String time) {}

  private final Map<Manager, Owned> ownedByManager = new TreeMap<>();

  /** From an object's metadata; what is no entry of ours is left out. */
  static ManagedFields of(JsonNode object) {
    ManagedFields managed = new ManagedFields();
    for (JsonNode entry : Trees.at(object, "metadata", "managedFields")) {
      String operation = Trees.text(entry, "operation");
      if (operation.equals("Apply") || operation.equals("Update")) {
        managed.read(entry, operation.equals("Apply"));
      }
    }
    return managed;
  }

  /**
   * What an update goes on from: the record that it sends, where that is one, else the one so far.
   * A single empty entry gives up all that was recorded; through a subresource no record is sent.
   */
  static ManagedFields before(JsonNode live, JsonNode sent, String subresource) {
    JsonNode entries = Trees.at(sent, "metadata", "managedFields");
    boolean none = entries.isEmpty() || entries.equals(Trees.at(live, "metadata", "managedFields"));
    if (none || !subresource.isEmpty()) {
      return of(live);
    }
    if (entries.size() == 1 && entries.get(0).isEmpty()) {
      return new ManagedFields();
    }
    return entries.valueStream().allMatch(ManagedFields::isEntry) ? of(sent) : of(live);
  }

  private static boolean isEntry(JsonNode entry) {
    String operation = Trees.text(entry, "operation");
    return (operation.equals("Apply") || operation.equals("Update"))
        && !Trees.text(entry, "apiVersion").isEmpty()
        && Trees.text(entry, "fieldsType").equals("FieldsV1")
        && FieldSet.isWellFormed(entry.path("fieldsV1"));
  }

  private void read(JsonNode entry, boolean applies) {
    String name = Trees.text(entry, "manager");
    String apiVersion = Trees.text(entry, "apiVersion");
    String subresource = Trees.text(entry, "subresource");
    Manager manager =
        applies
            ? Manager.applier(name, subresource)
            : Manager.updater(name, apiVersion, subresource);
    Owned owned =
        new Owned(FieldSet.fromJson(entry.path("fieldsV1")), apiVersion, Trees.text(entry, "time"));
    ownedByManager.merge(
        manager,
        owned,
        (a, b) -> new Owned(a.fields().union(b.fields()), b.apiVersion(), b.time()));
  }

  Set<Manager> managers() {
    return Set.copyOf(ownedByManager.keySet());
  }

  FieldSet fieldsOf(Manager manager) {
    Owned owned = ownedByManager.get(manager);
    return owned == null ? new FieldSet() : owned.fields();
  }

  String apiVersionOf(Manager manager) {
    return ownedByManager.get(manager).apiVersion();
  }

  String timeOf(Manager manager) {
    return ownedByManager.get(manager).time();
  }

  /** Everything that somebody owns. */
  FieldSet all() {
    FieldSet all = new FieldSet();
    for (Owned owned : ownedByManager.values()) {
      all = all.union(owned.fields());
    }
    return all;
  }

  /** Sets what a manager owns from now on; its time changes when that did. */
  void own(Manager manager, FieldSet fields, String apiVersion, String now) {
    Owned before = ownedByManager.get(manager);
    if (fields.isEmpty()) {
      ownedByManager.remove(manager);
    } else if (before == null || !before.fields().equals(fields)) {
      ownedByManager.put(manager, new Owned(fields, apiVersion, now));
    }
  }

  /** Takes fields from a manager; its time stays. */
  void disown(Manager manager, FieldSet fields) {
    Owned before = ownedByManager.get(manager);
    FieldSet rest = before.fields().difference(fields);
    if (rest.isEmpty()) {
      ownedByManager.remove(manager);
    } else {
      ownedByManager.put(manager, new Owned(rest, before.apiVersion(), before.time()));
    }
  }

  /** Writes the record into the object's metadata. */
  void writeTo(ObjectNode object) {
    joinOldest();
    ObjectNode metadata = Trees.metadata(object);
    if (ownedByManager.isEmpty()) {
      metadata.remove("managedFields");
      return;
    }
    ArrayNode entries = JsonNodeFactory.instance.arrayNode();
    ownedByManager.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<Manager, Owned> e) -> e.getKey().operation())
                .thenComparing(e -> e.getValue().time())
                .thenComparing(Map.Entry::getKey))
        .forEach(e -> entries.add(entry(e.getKey(), e.getValue())));
    metadata.set("managedFields", entries);
  }

  private static ObjectNode entry(Manager manager, Owned owned) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    entry.put("manager", manager.name());
    entry.put("operation", manager.operation());
    entry.put("apiVersion", owned.apiVersion());
    if (!owned.time().isEmpty()) {
      entry.put("time", owned.time());
    }
    entry.put("fieldsType", "FieldsV1");
    entry.set("fieldsV1", owned.fields().toJson());
    if (!manager.subresource().isEmpty()) {
      entry.put("subresource", manager.subresource());
    }
    return entry;
  }

  /** Keeps the record small: of too many updaters the oldest become one. */
  private void joinOldest() {
    List<Manager> updaters =
        new ArrayList<>(ownedByManager.keySet().stream().filter(m -> !m.applies()).toList());
    updaters.sort(Comparator.comparing(this::timeOf));
    int surplus = updaters.size() - UPDATERS_MAX;
    for (Manager old : updaters.subList(0, surplus > 0 ? surplus + 1 : 0)) {
      Owned owned = ownedByManager.remove(old);
      ownedByManager.merge(
          Manager.updater(OLDEST, owned.apiVersion(), ""),
          owned,
          (a, b) -> new Owned(a.fields().union(b.fields()), b.apiVersion(), b.time()));
    }
  }
}
