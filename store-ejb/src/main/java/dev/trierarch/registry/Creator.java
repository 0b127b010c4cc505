package dev.trierarch.registry;

import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ObjectRules;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.registry.AdmissionRequest.Operation;
import dev.trierarch.registry.Intake.Taken;
import dev.trierarch.registry.Registry.Written;
import dev.trierarch.store.Change;
import dev.trierarch.store.Documents;
import dev.trierarch.store.Image;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.StoreException;
import dev.trierarch.store.StoredObject;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Creates objects. */
final class Creator {

  private static final int GENERATED_NAME_ATTEMPTS_MAX = 8;

  /** Attempts that another writer's companion rows (a taken address) may cost. */
  private static final int COMPANION_ATTEMPTS_MAX = 100;

  private final RegistryContext context;
  private final Intake intake;
  private final Writer writer;
  private final NameGenerator names;

  Creator(RegistryContext context, Intake intake, Writer writer) {
    this.context = context;
    this.intake = intake;
    this.writer = writer;
    this.names = new NameGenerator(context.random());
  }

  Written create(ResourceType type, String namespace, ObjectNode served, WriteOptions options) {
    Taken taken = intake.take(type, served, options);
    checkServed(type, taken.object());
    return create(context.stored(type), namespace, taken, true, options);
  }

  private static void checkServed(ResourceType type, ObjectNode object) {
    FieldErrors errors = new FieldErrors();
    type.conversion().validateCreate(object, errors);
    if (!errors.isEmpty()) {
      throw ApiErrors.invalid(type, Metas.name(object), errors);
    }
  }

  /** Creates an object whose owners are recorded in it already. */
  Written createApplied(
      ResourceType stored, String namespace, ObjectNode object, WriteOptions options) {
    return create(stored, namespace, new Taken(object, List.of()), false, options);
  }

  private Written create(
      ResourceType stored, String namespace, Taken taken, boolean record, WriteOptions options) {
    Metas.placeInNamespace(stored, namespace, taken.object());
    if (!Metas.resourceVersion(taken.object()).isEmpty()) {
      throw ApiErrors.badRequest("resourceVersion should not be set on objects to be created");
    }
    int namesTried = 0;
    for (int attempt = 1; attempt <= COMPANION_ATTEMPTS_MAX; attempt++) {
      ObjectNode object = taken.object().deepCopy();
      boolean generated = generateName(object);
      ObjectKey key = RegistryContext.key(stored, namespace, Metas.name(object));
      try {
        return attempt(stored, key, new Taken(object, taken.warnings()), record, options);
      } catch (StoreException.AlreadyExists | StoreException.Conflict e) {
        boolean exists = context.store().image().get(key).isPresent();
        namesTried += exists ? 1 : 0;
        if (exists && !generated) {
          throw ApiErrors.alreadyExists(stored, key.name());
        }
        if (namesTried == GENERATED_NAME_ATTEMPTS_MAX) {
          throw ApiErrors.noNameGenerated(stored, key.name());
        }
      }
    }
    throw ApiErrors.tooManyRequests(
        "too many others were written at the same time, please try again", List.of(), 1);
  }

  private boolean generateName(ObjectNode object) {
    String prefix = Trees.text(object, "metadata", "generateName");
    if (!Metas.name(object).isEmpty() || prefix.isEmpty()) {
      return false;
    }
    Trees.metadata(object).put("name", names.generate(prefix));
    return true;
  }

  private Written attempt(
      ResourceType type, ObjectKey key, Taken taken, boolean record, WriteOptions options) {
    Image image = context.store().image();
    ObjectNode object = taken.object();
    Metas.begin(object, Uids.random(context.random()), context.clock().instant());
    type.strategy().setDefaults(object);
    type.strategy().prepareForCreate(object);
    Generations.begin(type, object);
    if (record) {
      context.ownership().recordUpdate(type, "", object.objectNode(), object, options);
    }
    AdmissionRequest request =
        new AdmissionRequest(Operation.CREATE, type, key, "", object, null, options, image);
    context.admission().mutate(request);
    type.strategy().setDefaults(object);
    validate(type, key, object);
    context.admission().validate(request);
    Change change = Change.create(key, Documents.encode(object));
    StoredObject written = writer.write(change, request.companions(), options);
    List<String> allWarnings = new ArrayList<>(taken.warnings());
    allWarnings.addAll(ObjectRules.warningsOfCreate(type, object));
    allWarnings.addAll(request.warnings());
    return new Written(written, true, allWarnings);
  }

  private static void validate(ResourceType type, ObjectKey key, ObjectNode object) {
    FieldErrors errors = new FieldErrors();
    MetadataChecks.create(type, object, errors);
    ObjectRules.checkCreate(type, object, errors);
    if (!errors.isEmpty()) {
      throw ApiErrors.invalid(type, key.name(), errors);
    }
  }
}
