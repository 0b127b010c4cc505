package dev.trierarch.registry.apply;

import dev.trierarch.catalog.ResourceType;
import dev.trierarch.registry.Trees;
import dev.trierarch.registry.WriteOptions;
import dev.trierarch.schema.Schema;
import dev.trierarch.schema.Schemas;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps the record of who owns which field up to date, and merges what is applied by it: {@code
 * metadata.managedFields}.
 */
public final class Ownership {

  private static final int MANAGER_LENGTH_MAX = 128;
  private static final String KUBECTL = "kubectl";
  private static final String UNKNOWN = "unknown";

  private final Schemas schemas;
  private final InstantSource clock;

  public Ownership(Schemas schemas, InstantSource clock) {
    this.schemas = schemas;
    this.clock = clock;
  }

  /**
   * Records an update: its writer owns what it changed, and nobody else does any more.
   *
   * @param before the state before, an empty object for a create
   * @param after the state that is written; gets the record in its metadata
   */
  public void recordUpdate(
      ResourceType type,
      String subresource,
      ObjectNode before,
      ObjectNode after,
      WriteOptions options) {
    ManagedFields managed = ManagedFields.before(before, after, subresource);
    Comparison comparison = compare(type, before, after);
    if (!comparison.isSame()) {
      own(managed, comparison, type, subresource, options);
    }
    managed.writeTo(after);
  }

  /** What is written is its writer's from now on, what is removed is nobody's. */
  private void own(
      ManagedFields managed,
      Comparison comparison,
      ResourceType type,
      String subresource,
      WriteOptions options) {
    Manager self = Manager.updater(managerName(options), type.apiVersion(), subresource);
    FieldSet written = Ignored.strip(comparison.written());
    FieldSet removed = comparison.removed();
    for (Manager other : managed.managers()) {
      managed.disown(other, other.equals(self) ? removed : written.union(removed));
    }
    managed.own(self, managed.fieldsOf(self).union(written), type.apiVersion(), now());
  }

  /**
   * What an object becomes when a manager applies what it wants: merged, without what it wanted
   * before and no longer does, unless others own it too, and with the new record.
   *
   * @param live the object as it is, an empty one when there is none
   * @throws dev.trierarch.registry.ApiException 409 naming the other managers' fields, unless
   *     {@code force}
   */
  public ObjectNode apply(
      ResourceType type,
      String subresource,
      ObjectNode live,
      ObjectNode applied,
      boolean force,
      WriteOptions options) {
    Schema schema = schemas.of(type);
    ManagedFields managed = ManagedFields.of(live);
    Manager self = Manager.applier(managerName(options), subresource);
    ObjectNode wanted = withoutRecord(applied);
    Ignored.drop(type, subresource, wanted);
    FieldSet last = managed.fieldsOf(self);
    FieldSet now = FieldSets.of(schema, wanted);
    ObjectNode old = withoutRecord(live);
    JsonNode merged = TypedMerge.merge(schema, old, wanted);
    managed.own(self, Ignored.strip(now), type.apiVersion(), now());
    JsonNode pruned = Pruning.prune(schema, merged, last, managed.all().union(now));
    settle(type, managed, self, Comparison.of(schema, old, pruned), live, force);
    ObjectNode result = (ObjectNode) pruned;
    managed.writeTo(result);
    return result;
  }

  /** Takes from the others what now is the applier's, or refuses. */
  private void settle(
      ResourceType type,
      ManagedFields managed,
      Manager self,
      Comparison comparison,
      ObjectNode live,
      boolean force) {
    List<Conflict> conflicts = new ArrayList<>();
    for (Manager other : managed.managers()) {
      if (!other.equals(self)) {
        FieldSet disputed = managed.fieldsOf(other).intersection(comparison.written());
        disputed.paths().forEach(path -> conflicts.add(Conflict.with(other, managed, path)));
      }
    }
    if (!force && !conflicts.isEmpty()) {
      conflicts.removeIf(conflict -> isOwnFromBefore(type, self, live, conflict));
      if (!conflicts.isEmpty()) {
        throw Conflict.refusal(conflicts);
      }
    }
    FieldSet taken = comparison.written().union(comparison.removed());
    for (Manager other : managed.managers()) {
      if (!other.equals(self)) {
        managed.disown(other, taken);
      }
    }
  }

  /** kubectl keeps what it applied from the client's side before it applied on the server's. */
  private boolean isOwnFromBefore(
      ResourceType type, Manager self, ObjectNode live, Conflict conflict) {
    return self.name().equals(KUBECTL)
        && LastApplied.fields(schemas.of(type), live).has(conflict.path());
  }

  private Comparison compare(ResourceType type, ObjectNode before, ObjectNode after) {
    return Comparison.of(schemas.of(type), withoutRecord(before), withoutRecord(after));
  }

  private static ObjectNode withoutRecord(ObjectNode object) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    copy.setAll(object);
    if (object.get("metadata") instanceof ObjectNode metadata) {
      ObjectNode rest = JsonNodeFactory.instance.objectNode();
      rest.setAll(metadata);
      rest.remove("managedFields");
      copy.set("metadata", rest);
    }
    return copy;
  }

  /** The name given with the request, else the first part of the user agent. */
  static String managerName(WriteOptions options) {
    if (!options.fieldManager().isEmpty()) {
      return options.fieldManager();
    }
    String agent = options.caller().userAgent();
    int slash = agent.indexOf('/');
    String name = slash < 0 ? agent : agent.substring(0, slash);
    return name.isEmpty()
        ? UNKNOWN
        : name.substring(0, Math.min(name.length(), MANAGER_LENGTH_MAX));
  }

  private String now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Whether the record is all that tells two states apart, and says the same but for its times. */
  public static boolean sameButForTimes(ObjectNode one, ObjectNode other) {
    return Trees.same(withoutRecord(one), withoutRecord(other))
        && Trees.same(recordWithoutTimes(one), recordWithoutTimes(other));
  }

  private static JsonNode recordWithoutTimes(ObjectNode object) {
    JsonNode copy = Trees.at(object, "metadata", "managedFields").deepCopy();
    for (JsonNode entry : copy) {
      ((ObjectNode) entry).remove("time");
    }
    return copy;
  }
}
