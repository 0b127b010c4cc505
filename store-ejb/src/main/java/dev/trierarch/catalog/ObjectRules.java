package dev.trierarch.catalog;

import dev.trierarch.catalog.constraint.TreeConstraints;
import dev.trierarch.catalog.form.Form;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds objects to all the rules of their kind: the constraints on its model, then its strategy.
 */
public final class ObjectRules {

  private static final Predicate<String> STATUS = "status"::equals;
  private static final Predicate<String> STATUS_OR_METADATA = STATUS.or("metadata"::equals);

  private ObjectRules() {}

  /** Adds what is wrong with a new object. */
  public static void checkCreate(ResourceType type, ObjectNode object, FieldErrors errors) {
    finalizers(Field.root(object, errors).at("metadata", "finalizers"));
    constraints().check(type.model(), object, STATUS.negate(), errors);
    type.strategy().validateCreate(object, errors);
  }

  /** Adds what is wrong with an update. */
  public static void checkUpdate(
      ResourceType type, ObjectNode object, ObjectNode old, FieldErrors errors) {
    finalizers(Field.root(object, errors).at("metadata", "finalizers"));
    constraints().check(type.model(), object, STATUS.negate(), errors);
    type.strategy().validateUpdate(object, old, errors);
  }

  /** Adds what is wrong with an update of status. */
  public static void checkStatusUpdate(
      ResourceType type, ObjectNode object, ObjectNode old, FieldErrors errors) {
    constraints().check(type.model(), object, STATUS_OR_METADATA, errors);
    type.strategy().validateStatusUpdate(object, old, errors);
  }

  /** A finalizer that is not Kubernetes' own says whose it is. */
  private static void finalizers(Field finalizers) {
    finalizers.items().forEach(finalizer -> finalizer.form(Form.FINALIZER));
  }

  /** What the creator of an object without problems should know of it. */
  public static List<String> warningsOfCreate(ResourceType type, ObjectNode object) {
    Warnings warnings = new Warnings();
    type.strategy().warnOfCreate(Field.root(object, new FieldErrors()), warnings);
    return warnings.list();
  }

  /** What the updater of an object without problems should know of it. */
  public static List<String> warningsOfUpdate(
      ResourceType type, ObjectNode object, ObjectNode old) {
    Warnings warnings = new Warnings();
    FieldErrors unused = new FieldErrors();
    type.strategy().warnOfUpdate(Field.root(object, unused), Field.root(old, unused), warnings);
    return warnings.list();
  }

  private static TreeConstraints constraints() {
    return BuiltIn.CONSTRAINTS;
  }

  private static final class BuiltIn {
    static final TreeConstraints CONSTRAINTS = new TreeConstraints(BuiltInConstraints::declare);
  }
}
