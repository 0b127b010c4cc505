package dev.trierarch.registry;

import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.FieldErrors.FieldError;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.registry.ApiException.Cause;
import dev.trierarch.registry.ApiException.Details;
import java.util.List;
import java.util.stream.Collectors;

/** Makes the refusals of the API, each with upstream's code, reason and words. */
public final class ApiErrors {

  private ApiErrors() {}

  public static ApiException notFound(ResourceType type, String name) {
    return notFound(type.group(), type.plural(), name);
  }

  public static ApiException notFound(String group, String plural, String name) {
    return new ApiException(
        404,
        "NotFound",
        quoted(group, plural, name) + " not found",
        details(group, plural, name, 0));
  }

  public static ApiException alreadyExists(ResourceType type, String name) {
    return new ApiException(
        409,
        "AlreadyExists",
        quoted(type.group(), type.plural(), name) + " already exists",
        details(type.group(), type.plural(), name, 0));
  }

  /** No free name was found for a generateName. */
  public static ApiException noNameGenerated(ResourceType type, String name) {
    return new ApiException(
        409,
        "AlreadyExists",
        quoted(type.group(), type.plural(), name)
            + " already exists, the server was not able to generate a unique name for the object",
        details(type.group(), type.plural(), name, 1));
  }

  public static ApiException conflict(ResourceType type, String name, String problem) {
    return conflict(type.group(), type.plural(), name, problem);
  }

  public static ApiException conflict(String group, String plural, String name, String problem) {
    return new ApiException(
        409,
        "Conflict",
        "Operation cannot be fulfilled on " + quoted(group, plural, name) + ": " + problem,
        details(group, plural, name, 0));
  }

  /** The object was written by somebody else since it was read. */
  public static ApiException modified(ResourceType type, String name) {
    return conflict(
        type,
        name,
        "the object has been modified; please apply your changes to the latest version and try"
            + " again");
  }

  public static ApiException invalid(ResourceType type, String name, FieldErrors errors) {
    return invalid(type.group(), type.kind(), name, errors);
  }

  /** Of an object of that kind, or of the request's options. */
  public static ApiException invalid(String group, String kind, String name, FieldErrors errors) {
    List<FieldError> list = errors.list();
    List<String> messages = list.stream().map(FieldError::message).distinct().toList();
    String problem =
        messages.size() == 1 ? messages.get(0) : "[" + String.join(", ", messages) + "]";
    String qualifiedKind = group.isEmpty() ? kind : kind + "." + group;
    return new ApiException(
        422,
        "Invalid",
        qualifiedKind + " \"" + name + "\" is invalid: " + problem,
        new Details(
            group,
            kind,
            name,
            null,
            list.stream().map(Cause::of).collect(Collectors.toUnmodifiableList()),
            0));
  }

  public static ApiException forbidden(ResourceType type, String name, String problem) {
    return forbidden(type.group(), type.plural(), name, problem);
  }

  public static ApiException forbidden(String group, String plural, String name, String problem) {
    String what = name.isEmpty() ? qualified(group, plural) : quoted(group, plural, name);
    return new ApiException(
        403, "Forbidden", what + " is forbidden: " + problem, details(group, plural, name, 0));
  }

  public static ApiException badRequest(String message) {
    return new ApiException(400, "BadRequest", message, null);
  }

  public static ApiException methodNotAllowed(ResourceType type, String action) {
    return new ApiException(
        405,
        "MethodNotAllowed",
        action
            + " is not supported on resources of kind \""
            + qualified(type.group(), type.plural())
            + "\"",
        details(type.group(), type.plural(), "", 0));
  }

  public static ApiException tooManyRequests(
      String message, List<Cause> causes, int retryAfterSeconds) {
    return new ApiException(
        429,
        "TooManyRequests",
        message,
        new Details(null, null, null, null, List.copyOf(causes), retryAfterSeconds));
  }

  public static ApiException tooLarge(String message) {
    return new ApiException(413, "RequestEntityTooLarge", message, null);
  }

  public static ApiException unavailable(String message) {
    return new ApiException(
        503, "ServiceUnavailable", message, new Details(null, null, null, null, List.of(), 1));
  }

  public static ApiException internal(String message) {
    return new ApiException(
        500,
        "InternalError",
        "Internal error occurred: " + message,
        new Details(null, null, null, null, List.of(new Cause(null, message, null)), 0));
  }

  static String qualified(String group, String plural) {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  private static String quoted(String group, String plural, String name) {
    return qualified(group, plural) + " \"" + name + "\"";
  }

  private static Details details(String group, String plural, String name, int retryAfterSeconds) {
    return new Details(group, plural, name, null, List.of(), retryAfterSeconds);
  }
}
