package dev.trierarch.api.resource;

import dev.trierarch.catalog.ObjectKind;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.DeleteOptions;
import dev.trierarch.registry.DeleteOptions.Propagation;
import dev.trierarch.registry.WriteOptions;
import dev.trierarch.registry.WriteOptions.FieldValidation;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How a client wants something deleted, from the body's {@code DeleteOptions} or the query. */
public record DeleteRequest(DeleteOptions deletion, boolean dryRun) {

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
    JsonNode preconditions = options.path("preconditions");
    List<String> dryRun = new ArrayList<>();
    options.path("dryRun").forEach(value -> dryRun.add(value.asString("")));
    Boolean orphan =
        options.path("orphanDependents").isBoolean()
            ? (Boolean) options.path("orphanDependents").booleanValue()
            : null;
    return new DeleteRequest(
        new DeleteOptions(
            grace.isIntegralNumber() ? (Long) grace.longValue() : null,
            propagation(Json.text(options, "propagationPolicy"), orphan),
            preconditions.path("uid").isString() ? Json.text(preconditions, "uid") : null,
            preconditions.path("resourceVersion").isString()
                ? Json.text(preconditions, "resourceVersion")
                : null),
        ApiCall.dryRun(dryRun));
  }

  private static DeleteRequest ofQuery(Query query) {
    return new DeleteRequest(
        new DeleteOptions(
            query.number("gracePeriodSeconds").orElse(null),
            propagation(
                query.text("propagationPolicy"),
                query.optionalFlag("orphanDependents").orElse(null)),
            query.has("preconditions.uid") ? query.text("preconditions.uid") : null,
            query.has("preconditions.resourceVersion")
                ? query.text("preconditions.resourceVersion")
                : null),
        ApiCall.dryRun(query.all("dryRun")));
  }

  private static Propagation propagation(String policy, Boolean orphanDependents) {
    if (orphanDependents != null && policy.isEmpty()) {
      return orphanDependents ? Propagation.ORPHAN : Propagation.BACKGROUND;
    }
    return switch (policy) {
      case "" -> null;
      case "Orphan" -> Propagation.ORPHAN;
      case "Background" -> Propagation.BACKGROUND;
      case "Foreground" -> Propagation.FOREGROUND;
      default ->
          throw ApiErrors.badRequest(
              "propagationPolicy: Unsupported value: \""
                  + policy
                  + "\": supported values: \"Foreground\", \"Background\", \"Orphan\"");
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
