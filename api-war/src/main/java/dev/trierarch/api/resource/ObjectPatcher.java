package dev.trierarch.api.resource;

import dev.trierarch.api.patch.JsonPatch;
import dev.trierarch.api.patch.MergePatch;
import dev.trierarch.api.patch.MergeSchema;
import dev.trierarch.api.patch.SchemaMerge;
import dev.trierarch.api.patch.StrategicMergePatch;
import dev.trierarch.api.resource.Bodies.Body;
import dev.trierarch.api.resource.TreeReader.Parsed;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.ApiException;
import dev.trierarch.registry.Registry;
import dev.trierarch.registry.Registry.Written;
import dev.trierarch.registry.UnreadableObjectException;
import dev.trierarch.registry.WriteOptions;
import dev.trierarch.registry.WriteOptions.FieldValidation;
import dev.trierarch.schema.MalformedText;
import dev.trierarch.schema.Schemas;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** Applies the four kinds of patches through the registry. */
@ApplicationScoped
public class ObjectPatcher {

  private static final String JSON_PATCH = "application/json-patch+json";
  private static final String MERGE_PATCH = "application/merge-patch+json";
  private static final String STRATEGIC_MERGE_PATCH = "application/strategic-merge-patch+json";
  private static final String APPLY_PATCH = "application/apply-patch+yaml";

  private final Registry registry;
  private final ObjectWriter writer;

  /** For the container's proxy. */
  ObjectPatcher() {
    this(null, null);
  }

  @Inject
  public ObjectPatcher(Registry registry, ObjectWriter writer) {
    this.registry = registry;
    this.writer = writer;
  }

  public Response patch(ApiCall call, Target target, RequestBody body) {
    if (body.mediaType().equals(APPLY_PATCH)) {
      return apply(call, target, body);
    }
    if (call.query().has("force")) {
      FieldErrors errors = new FieldErrors();
      errors.forbidden("force", "may not be specified for non-apply patch");
      throw ApiErrors.invalid("meta.k8s.io", "PatchOptions", "", errors);
    }
    WriteOptions options = call.writeOptions();
    Patch patch = patch(target, body);
    Written written = modify(target, patch, options);
    boolean warn = options.fieldValidation() == FieldValidation.WARN;
    return writer.written(call, target, written, warn ? patch.problems() : List.of());
  }

  /**
   * A patch that was read.
   *
   * @param problems what is given twice or unknown in it
   */
  private record Patch(UnaryOperator<ObjectNode> change, List<String> problems) {}

  private static Patch patch(Target target, RequestBody body) {
    return switch (body.mediaType()) {
      case JSON_PATCH -> jsonPatch(body);
      case MERGE_PATCH -> mergePatch(body);
      case STRATEGIC_MERGE_PATCH -> strategicMergePatch(target, body);
      default ->
          throw Problems.unsupportedMediaType(
              List.of(JSON_PATCH, MERGE_PATCH, STRATEGIC_MERGE_PATCH, APPLY_PATCH));
    };
  }

  private Written modify(Target target, Patch patch, WriteOptions options) {
    if (options.fieldValidation() == FieldValidation.STRICT && !patch.problems().isEmpty()) {
      throw Problems.invalidPatch("strict decoding error: " + String.join(", ", patch.problems()));
    }
    try {
      return registry.modify(
          target.type(),
          target.namespace(),
          target.name(),
          target.subresource(),
          patch.change(),
          options);
    } catch (UnreadableObjectException e) {
      ApiException refusal = Problems.invalidPatch(e.getMessage());
      refusal.addSuppressed(e);
      throw refusal;
    }
  }

  private Response apply(ApiCall call, Target target, RequestBody body) {
    if (call.query().text("fieldManager").isEmpty()) {
      FieldErrors errors = new FieldErrors();
      errors.required("fieldManager", "is required for apply patch");
      throw ApiErrors.invalid("meta.k8s.io", "PatchOptions", "", errors);
    }
    WriteOptions options = call.writeOptions();
    Body applied = Bodies.yaml(body, target.objectKind().kind(), options.fieldValidation());
    Written written =
        registry.apply(
            target.type(),
            target.namespace(),
            target.name(),
            target.subresource(),
            applied.tree(),
            call.query().flag("force"),
            options);
    return writer.written(call, target, written, applied.warnings());
  }

  private static Patch jsonPatch(RequestBody body) {
    Parsed patch = read(body);
    List<String> problems = new ArrayList<>();
    patch.problems().forEach(problem -> problems.add("json patch " + problem));
    JsonPatch.unknownFields(patch.root())
        .forEach(field -> problems.add("json patch unknown field \"" + field + "\""));
    return new Patch(current -> JsonPatch.apply(current, patch.root()), problems);
  }

  private static Patch mergePatch(RequestBody body) {
    Parsed read = read(body);
    ObjectNode patch = object(read);
    return new Patch(current -> MergePatch.apply(current, patch), read.problems());
  }

  private static Patch strategicMergePatch(Target target, RequestBody body) {
    Parsed read = read(body);
    ObjectNode patch = object(read);
    MergeSchema schema = new SchemaMerge(Schemas.builtIn().of(target.type()));
    return new Patch(current -> StrategicMergePatch.apply(current, patch, schema), read.problems());
  }

  private static ObjectNode object(Parsed patch) {
    if (patch.root() instanceof ObjectNode object) {
      return object;
    }
    throw ApiErrors.badRequest("error decoding patch: the patch is no object");
  }

  private static Parsed read(RequestBody body) {
    try {
      return TreeReader.read(Json.MAPPER.createParser(body.bytes()));
    } catch (JacksonException e) {
      throw ApiErrors.badRequest("error decoding patch: " + MalformedText.problem(e));
    }
  }
}
