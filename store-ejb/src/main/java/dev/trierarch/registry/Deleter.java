package dev.trierarch.registry;

import dev.trierarch.catalog.ResourceType;
import dev.trierarch.registry.AdmissionRequest.Operation;
import dev.trierarch.registry.Registry.Deleted;
import dev.trierarch.store.Change;
import dev.trierarch.store.Documents;
import dev.trierarch.store.StoredObject;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Deletes objects, or marks them as being deleted while something stands before it. */
final class Deleter {

  private final RegistryContext context;
  private final Writer writer;

  Deleter(RegistryContext context, Writer writer) {
    this.context = context;
    this.writer = writer;
  }

  /** What is special about a deletion. */
  interface Condition {

    /** What must happen in the same transaction; or it refuses the deletion. */
    default List<Change> companions(ObjectNode object) {
      return List.of();
    }

    /** Writes into the object why it goes. */
    default void explain(ObjectNode object) {}
  }

  /** A deletion like any other. */
  private static final Condition PLAIN = new Condition() {};

  Deleted delete(
      ResourceType served,
      String namespace,
      String name,
      DeleteOptions deleteOptions,
      WriteOptions options) {
    return delete(served, namespace, name, deleteOptions, options, PLAIN);
  }

  Deleted delete(
      ResourceType served,
      String namespace,
      String name,
      DeleteOptions deleteOptions,
      WriteOptions options,
      Condition condition) {
    ResourceType type = context.stored(served);
    return Attempts.repeat(
        () -> {
          StoredObject current = context.find(type, namespace, name);
          checkPreconditions(type, current, deleteOptions);
          return attempt(type, current, deleteOptions, options, condition);
        },
        () -> ApiErrors.modified(type, name));
  }

  private Deleted attempt(
      ResourceType type,
      StoredObject current,
      DeleteOptions deleteOptions,
      WriteOptions options,
      Condition condition) {
    ObjectNode old = current.tree();
    AdmissionRequest request =
        new AdmissionRequest(
            Operation.DELETE,
            type,
            current.key(),
            "",
            old.deepCopy(),
            old,
            options,
            context.store().image());
    context.admission().mutate(request);
    context.admission().validate(request);
    List<Change> companions = new ArrayList<>(condition.companions(old));
    ObjectNode last = old.deepCopy();
    condition.explain(last);
    ObjectNode object = last.deepCopy();
    new DeletionMark(type, deleteOptions, context.clock().instant()).apply(object);
    if (Removal.isDue(object)) {
      companions.addAll(request.companions());
      return new Deleted(remove(current, last, companions, options), true);
    }
    if (Trees.same(object, old) && companions.isEmpty()) {
      return new Deleted(current, false);
    }
    Change mark = Change.update(current.key(), current.revision(), Documents.encode(object));
    return new Deleted(writer.write(mark, companions, options), false);
  }

  private StoredObject remove(
      StoredObject current, ObjectNode last, List<Change> companions, WriteOptions options) {
    Change delete = Change.delete(current.key(), current.revision(), Documents.encode(last));
    return writer.write(delete, companions, options);
  }

  private static void checkPreconditions(
      ResourceType type, StoredObject current, DeleteOptions options) {
    String name = current.key().name();
    if (options.uid() != null && !options.uid().equals(current.uid())) {
      throw ApiErrors.conflict(
          type,
          name,
          "the UID in the precondition (%s) does not match the UID in record (%s). The object might have been deleted and then recreated"
              .formatted(options.uid(), current.uid()));
    }
    String revision = Long.toString(current.revision());
    if (options.resourceVersion() != null && !options.resourceVersion().equals(revision)) {
      throw ApiErrors.conflict(
          type,
          name,
          "the ResourceVersion in the precondition (%s) does not match the ResourceVersion in record (%s). The object might have been modified"
              .formatted(options.resourceVersion(), revision));
    }
  }
}
