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

  /** Adds to a deletion what must happen in the same transaction, or refuses it. */
  interface Condition {
    List<Change> companions(ObjectNode object);
  }

  Deleted delete(
      ResourceType served,
      String namespace,
      String name,
      DeleteOptions deleteOptions,
      WriteOptions options) {
    return delete(served, namespace, name, deleteOptions, options, object -> List.of());
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
    ObjectNode object = old.deepCopy();
    new DeletionMark(type, deleteOptions, context.clock().instant()).apply(object);
    if (Removal.isDue(object)) {
      companions.addAll(request.companions());
      return new Deleted(remove(current, companions, options), true);
    }
    if (Trees.same(object, old) && companions.isEmpty()) {
      return new Deleted(current, false);
    }
    Change mark = Change.update(current.key(), current.revision(), Documents.encode(object));
    return new Deleted(writer.write(mark, companions, options), false);
  }

  private StoredObject remove(StoredObject current, List<Change> companions, WriteOptions options) {
    Change delete =
        Change.delete(current.key(), current.revision(), Documents.encode(current.tree()));
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
