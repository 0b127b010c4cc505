package dev.trierarch.registry;

import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.FieldErrors.Reason;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.registry.AdmissionRequest.Operation;
import dev.trierarch.registry.Intake.Taken;
import dev.trierarch.registry.Registry.Written;
import dev.trierarch.registry.apply.Ownership;
import dev.trierarch.store.Change;
import dev.trierarch.store.Documents;
import dev.trierarch.store.Image;
import dev.trierarch.store.StoreException;
import dev.trierarch.store.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** Changes objects and their subresources. */
final class Updater {

  private final RegistryContext context;
  private final Intake intake;
  private final Writer writer;

  Updater(RegistryContext context, Intake intake, Writer writer) {
    this.context = context;
    this.intake = intake;
    this.writer = writer;
  }

  /** One thing to be updated. */
  private record Target(
      ResourceType asked,
      ResourceType type,
      String namespace,
      String name,
      String subresource,
      boolean record,
      WriteOptions options) {

    /** Whether a Scale comes in that stands for the object; what is applied comes as the object. */
    boolean isScale() {
      return record && subresource.equals("scale");
    }
  }

  Written update(
      ResourceType type,
      String namespace,
      String name,
      String subresource,
      ObjectNode object,
      WriteOptions options) {
    Target target = target(type, namespace, name, subresource, options);
    if (Metas.resourceVersion(object).isEmpty()
        && !target.type().strategy().allowsUnconditionalUpdate()) {
      FieldErrors errors = new FieldErrors();
      errors.add(
          Reason.INVALID,
          "metadata.resourceVersion",
          "Invalid value: 0x0: must be specified for an update");
      throw ApiErrors.invalid(target.type(), name, errors);
    }
    return repeat(target, stored -> object.deepCopy());
  }

  Written modify(
      ResourceType type,
      String namespace,
      String name,
      String subresource,
      UnaryOperator<ObjectNode> change,
      WriteOptions options) {
    Target target = target(type, namespace, name, subresource, options);
    return repeat(target, stored -> changed(target, stored.tree(), change));
  }

  private Target target(
      ResourceType type, String namespace, String name, String subresource, WriteOptions options) {
    ResourceType stored = context.stored(type);
    return new Target(type, stored, namespace, name, subresource, true, options);
  }

  /** Writes what {@code merge} makes of the current object; it records the owners itself. */
  Written apply(
      ResourceType stored,
      String namespace,
      String name,
      String subresource,
      UnaryOperator<ObjectNode> merge,
      WriteOptions options) {
    Target target = new Target(stored, stored, namespace, name, subresource, false, options);
    return repeat(target, current -> merge.apply(current.tree()));
  }

  /** What the change makes of the current object; its resourceVersion only when it set one. */
  private static ObjectNode changed(
      Target target, ObjectNode current, UnaryOperator<ObjectNode> change) {
    String revision = Metas.resourceVersion(current);
    ObjectNode shown =
        target.isScale()
            ? ScaleView.of(target.type(), current)
            : target.asked().conversion().fromStored(current);
    ObjectNode wanted = change.apply(shown);
    if (Metas.resourceVersion(wanted).equals(revision)) {
      Trees.metadata(wanted).remove("resourceVersion");
    }
    return wanted;
  }

  private Written repeat(Target target, Function<StoredObject, ObjectNode> proposal) {
    return Attempts.repeat(
        () -> {
          StoredObject current = context.find(target.type(), target.namespace(), target.name());
          ObjectNode proposed = proposal.apply(current);
          return attemptPinned(target, current, proposed);
        },
        () -> ApiErrors.modified(target.type(), target.name()));
  }

  /** A proposal that names a resourceVersion is made of that state or not at all. */
  private Written attemptPinned(Target target, StoredObject current, ObjectNode proposed) {
    if (Metas.resourceVersion(proposed).isEmpty()) {
      return attempt(target, current, proposed);
    }
    checkRevision(target, current, proposed);
    try {
      return attempt(target, current, proposed);
    } catch (StoreException.Conflict | StoreException.NotFound e) {
      ApiException refusal = ApiErrors.modified(target.type(), target.name());
      refusal.addSuppressed(e);
      throw refusal;
    }
  }

  private static void checkRevision(Target target, StoredObject current, ObjectNode proposed) {
    String revision = Metas.resourceVersion(proposed);
    if (!revision.isEmpty() && !revision.equals(Long.toString(current.revision()))) {
      throw ApiErrors.modified(target.type(), target.name());
    }
  }

  private Written attempt(Target target, StoredObject current, ObjectNode proposed) {
    Image image = context.store().image();
    ResourceType type = target.type();
    ObjectNode old = current.tree();
    Taken taken = take(target, old, proposed);
    ObjectNode object = taken.object();
    identify(target, object, old);
    Metas.keep(object, old);
    UpdateRule rule = UpdateRule.of(type, target.subresource());
    rule.prepare(type, object, old);
    if (target.record()) {
      context.ownership().recordUpdate(type, target.subresource(), old, object, target.options());
    }
    AdmissionRequest request =
        new AdmissionRequest(
            Operation.UPDATE,
            type,
            current.key(),
            target.subresource(),
            object,
            old,
            target.options(),
            image);
    context.admission().mutate(request);
    type.strategy().setDefaults(object);
    validate(target, rule, object, old);
    List<String> warnings = new ArrayList<>(taken.warnings());
    warnings.addAll(rule.warnings(type, object, old));
    context.admission().validate(request);
    Generations.advance(type, object, old);
    Metas.tidy(object);
    warnings.addAll(request.warnings());
    return write(target, current, object, old, request, warnings);
  }

  private Written write(
      Target target,
      StoredObject current,
      ObjectNode object,
      ObjectNode old,
      AdmissionRequest request,
      List<String> warnings) {
    Trees.copyField(old.path("metadata"), Trees.metadata(object), "resourceVersion");
    if (Removal.isDue(object)) {
      return new Written(remove(target, current, object, request), false, warnings);
    }
    if (request.companions().isEmpty() && Ownership.sameButForTimes(object, old)) {
      return new Written(current, false, warnings);
    }
    Change update = Change.update(current.key(), current.revision(), Documents.encode(object));
    return new Written(
        writer.write(update, request.companions(), target.options()), false, warnings);
  }

  /** The update took away what the object's removal waited for. */
  private StoredObject remove(
      Target target, StoredObject current, ObjectNode object, AdmissionRequest update) {
    AdmissionRequest deletion =
        new AdmissionRequest(
            Operation.DELETE,
            target.type(),
            current.key(),
            "",
            object,
            object,
            target.options(),
            update.image());
    context.admission().validate(deletion);
    List<Change> companions = new ArrayList<>(update.companions());
    companions.addAll(deletion.companions());
    Change delete = Change.delete(current.key(), current.revision(), Documents.encode(object));
    return writer.write(delete, companions, target.options());
  }

  private Taken take(Target target, ObjectNode old, ObjectNode proposed) {
    if (!target.isScale()) {
      return intake.take(target.asked(), proposed, target.options());
    }
    return intake.scale(old, proposed, target.options());
  }

  /** The object must be the one that the request names. */
  private static void identify(Target target, ObjectNode object, ObjectNode old) {
    String name = Metas.name(object);
    if (name.isEmpty()) {
      throw ApiErrors.badRequest("name must be provided");
    }
    if (!name.equals(target.name())) {
      throw ApiErrors.badRequest(
          "the name of the object (%s) does not match the name on the URL (%s)"
              .formatted(name, target.name()));
    }
    Metas.placeInNamespace(target.type(), target.namespace(), object);
    String uid = Metas.uid(object);
    if (!uid.isEmpty() && !uid.equals(Metas.uid(old))) {
      throw ApiErrors.conflict(
          target.type(),
          target.name(),
          "Precondition failed: UID in precondition: %s, UID in object meta: %s"
              .formatted(uid, Metas.uid(old)));
    }
  }

  private static void validate(Target target, UpdateRule rule, ObjectNode object, ObjectNode old) {
    FieldErrors errors = new FieldErrors();
    rule.validate(target.type(), object, old, errors);
    target.asked().conversion().validateUpdate(object, old, errors);
    if (!errors.isEmpty()) {
      throw ApiErrors.invalid(target.type(), target.name(), errors);
    }
  }
}
