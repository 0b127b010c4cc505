package dev.trierarch.registry;

import dev.trierarch.catalog.ResourceStrategy;
import dev.trierarch.store.StoredObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A field selector made ready to be asked: all its requirements must hold. */
public final class FieldQuery {

  private static final String NAME = "metadata.name";
  private static final String NAMESPACE = "metadata.namespace";

  private final List<FieldRequirement> requirements;
  private final ResourceStrategy strategy;
  private final boolean needsTree;

  FieldQuery(List<FieldRequirement> requirements, ResourceStrategy strategy) {
    this.requirements = List.copyOf(requirements);
    this.strategy = strategy;
    this.needsTree = requirements.stream().anyMatch(r -> !isKeyField(r.field()));
  }

  static boolean isKeyField(String field) {
    return field.equals(NAME) || field.equals(NAMESPACE);
  }

  /**
   * Costs the parsing of the object when a field other than its name and namespace is asked for,
   * unless it was looked at just before.
   */
  public boolean matches(StoredObject object) {
    return keyMatches(object) && (!needsTree || fieldsMatch(object));
  }

  public boolean matchesEverything() {
    return requirements.isEmpty();
  }

  public List<FieldRequirement> requirements() {
    return requirements;
  }

  /** The one value that a field must have, if the selector fixes it: what an index answers. */
  public Optional<String> exactValue(String field) {
    return requirements.stream()
        .filter(r -> r.equal() && r.field().equals(field))
        .findFirst()
        .map(FieldRequirement::value);
  }

  private boolean keyMatches(StoredObject object) {
    for (FieldRequirement requirement : requirements) {
      String field = requirement.field();
      if (isKeyField(field)) {
        String actual = field.equals(NAME) ? object.key().name() : object.key().namespace();
        if (!requirement.matches(actual)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean fieldsMatch(StoredObject object) {
    Map<String, String> values = SelectableFields.of(object, strategy);
    return requirements.stream()
        .filter(r -> !isKeyField(r.field()))
        .allMatch(r -> r.matches(values.getOrDefault(r.field(), "")));
  }
}
