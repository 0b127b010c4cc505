package dev.trierarch.api.resource;

import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ObjectKind;
import dev.trierarch.registry.DeleteOptions;
import dev.trierarch.registry.DeleteOptions.Propagation;
import dev.trierarch.registry.WriteOptions;
import dev.trierarch.registry.WriteOptions.FieldValidation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a client wants something deleted, from the body's {@code DeleteOptions} or the query.
 *
 * @param cascading whether dependents were asked to go too in the old way, which has its own answer
 */
public record DeleteRequest(DeleteOptions deletion, boolean dryRun, boolean cascading) {

  private static final ObjectKind KIND = new ObjectKind("v1", "DeleteOptions");

  /** A body, where there is one, counts and the query does not, as upstream has it. */
  public static DeleteRequest of(ApiCall call, RequestBody body) {
    return body.isEmpty() ? ofQuery(call.query()) : of(options(body));
  }

  /** Every group has DeleteOptions in each of its versions, and they are all the same. */
  private static ObjectNode options(RequestBody body) {
    ObjectNode options = Bodies.object(body, KIND, FieldValidation.IGNORE).tree();
    options.remove("apiVersion");
    return Bodies.DECODER.read(KIND, options, FieldValidation.IGNORE).object();
  }

  /** From a DeleteOptions object. */
  public static DeleteRequest of(ObjectNode options) {
    JsonNode grace = options.path("gracePeriodSeconds");
    JsonNode orphan = options.path("orphanDependents");
    JsonNode preconditions = options.path("preconditions");
    List<String> dryRun = new ArrayList<>();
    options.path("dryRun").forEach(value -> dryRun.add(value.asString("")));
    return of(
        grace.isIntegralNumber() ? (Long) grace.longValue() : null,
        Json.text(options, "propagationPolicy"),
        orphan.isBoolean() ? Optional.of(orphan.booleanValue()) : Optional.empty(),
        preconditions.path("uid").isString() ? Json.text(preconditions, "uid") : null,
        preconditions.path("resourceVersion").isString()
            ? Json.text(preconditions, "resourceVersion")
            : null,
        dryRun);
  }

  private static DeleteRequest ofQuery(Query query) {
    return of(
        query.integer("gracePeriodSeconds").orElse(null),
        query.text("propagationPolicy"),
        query.optionalFlag("orphanDependents"),
        query.has("preconditions.uid") ? query.text("preconditions.uid") : null,
        query.has("preconditions.resourceVersion")
            ? query.text("preconditions.resourceVersion")
            : null,
        query.all("dryRun"));
  }

  private static DeleteRequest of(
      Long graceSeconds,
      String policy,
      Optional<Boolean> orphanDependents,
      String uid,
      String resourceVersion,
      List<String> dryRun) {
    FieldErrors errors = new FieldErrors();
    Propagation propagation = propagation(policy, orphanDependents, errors);
    boolean dry = OptionRules.dryRun(dryRun, errors);
    OptionRules.refuse("DeleteOptions", errors);
    return new DeleteRequest(
        new DeleteOptions(graceSeconds, propagation, uid, resourceVersion),
        dry,
        orphanDependents.isPresent() && !orphanDependents.get());
  }

  private static Propagation propagation(
      String policy, Optional<Boolean> orphanDependents, FieldErrors errors) {
    if (policy.isEmpty()) {
      return orphanDependents
          .map(orphan -> orphan ? Propagation.ORPHAN : Propagation.BACKGROUND)
          .orElse(null);
    }
    if (orphanDependents.isPresent()) {
      errors.invalid(
          "propagationPolicy",
          policy,
          "orphanDependents and deletionPropagation cannot be both set");
    }
    return switch (policy) {
      case "Orphan" -> Propagation.ORPHAN;
      case "Background" -> Propagation.BACKGROUND;
      case "Foreground" -> Propagation.FOREGROUND;
      default -> {
        errors.notSupported(
            "propagationPolicy", policy, List.of("Foreground", "Background", "Orphan", "nil"));
        yield null;
      }
    };
  }

  /** The options of the write that the deletion is. */
  public WriteOptions writeOptions(ApiCall call) {
    WriteOptions asked = call.writeOptions();
    return new WriteOptions(
        asked.caller(),
        asked.cause(),
        dryRun || asked.dryRun(),
        asked.fieldManager(),
        asked.fieldValidation(),
        asked.permissions());
  }
}
