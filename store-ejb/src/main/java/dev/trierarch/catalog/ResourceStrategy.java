package dev.trierarch.catalog;

import dev.trierarch.catalog.form.Form;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rules one kind is written by: defaults, what a create or an update may not carry, validation,
 * and which part belongs to status. The registry calls the phases in the order they stand here.
 *
 * <p>Trees are the caller's own and are changed in place by the {@code prepare} and {@code default}
 * phases. Strategies are stateless and pure; what needs other objects (service addresses, quotas)
 * is admission's.
 */
public interface ResourceStrategy {

  /** Fills in what the user left out. Idempotent. */
  default void setDefaults(ObjectNode object) {}

  /** Drops what a creator may not set, status for instance, and sets what the server owns. */
  default void prepareForCreate(ObjectNode object) {
    object.remove("status");
  }

  /** Puts back what this kind of update may not touch: the whole status on the main resource. */
  default void prepareForUpdate(ObjectNode object, ObjectNode old) {
    if (old.has("status")) {
      object.set("status", old.get("status"));
    } else {
      object.remove("status");
    }
  }

  /**
   * Puts back what a status update may not touch: everything but status (and a few metadata
   * fields).
   */
  default void prepareForStatusUpdate(ObjectNode object, ObjectNode old) {
    for (String field : java.util.List.copyOf(object.propertyNames())) {
      if (!field.equals("status") && !field.equals("metadata")) {
        object.remove(field);
      }
    }
    old.properties()
        .forEach(
            property -> {
              if (!property.getKey().equals("status") && !property.getKey().equals("metadata")) {
                object.set(property.getKey(), property.getValue().deepCopy());
              }
            });
  }

  /** Checks a new object; every problem is added to {@code errors} with its field path. */
  default void validateCreate(ObjectNode object, FieldErrors errors) {}

  /** Checks an update against the state before it: immutable fields, allowed transitions. */
  default void validateUpdate(ObjectNode object, ObjectNode old, FieldErrors errors) {}

  /** Checks an update of the status subresource. */
  default void validateStatusUpdate(ObjectNode object, ObjectNode old, FieldErrors errors) {}

  /** Says what the creator of an object that is taken should know of it. */
  default void warnOfCreate(Field object, Warnings warnings) {}

  /** Says what the updater of an object that is taken should know of it. */
  default void warnOfUpdate(Field object, Field old, Warnings warnings) {}

  /** Whether names of this kind are DNS-1123 subdomains (the default), labels, or path segments. */
  default Form nameRule() {
    return Form.DNS_SUBDOMAIN;
  }

  /** Whether an update without a resourceVersion is taken as "whatever is there". */
  default boolean allowsUnconditionalUpdate() {
    return true;
  }

  /** Whether an update of an object that is not there creates it. */
  default boolean createsOnUpdate() {
    return false;
  }

  /** The grace period of a delete that names none, in seconds; 0 deletes at once. */
  default long defaultGracePeriodSeconds(ObjectNode object) {
    return 0;
  }

  /**
   * The values field selectors of this kind may name, besides metadata.name and metadata.namespace.
   */
  default Map<String, String> selectableFields(tools.jackson.databind.JsonNode object) {
    return Map.of();
  }
}
