package dev.trierarch.api.resource;

import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.FieldErrors.Reason;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.ApiException;
import dev.trierarch.registry.ApiException.Cause;
import dev.trierarch.registry.ApiException.Details;
import dev.trierarch.store.StoreException;
import java.util.List;

/** Makes the refusals that the HTTP side itself has to give, in upstream's words. */
public final class Problems {

  private Problems() {}

  public static ApiException unauthorized() {
    return new ApiException(401, "Unauthorized", "Unauthorized", null);
  }

  /** Nothing is served under this path. */
  public static ApiException unknownPath() {
    return new ApiException(
        404,
        "NotFound",
        "the server could not find the requested resource",
        new Details("", "", "", "", List.of(), 0));
  }

  public static ApiException methodNotAllowed() {
    return new ApiException(
        405,
        "MethodNotAllowed",
        "the server does not allow this method on the requested resource",
        new Details("", "", "", "", List.of(), 0));
  }

  public static ApiException notAcceptable(List<String> served) {
    return new ApiException(
        406,
        "NotAcceptable",
        "only the following media types are accepted: " + String.join(", ", served),
        null);
  }

  public static ApiException unsupportedMediaType(List<String> accepted) {
    return new ApiException(
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types include: "
            + String.join(", ", accepted),
        null);
  }

  /** What a patch says, or makes of the object, is none of the kind; the value is not repeated. */
  static ApiException invalidPatch(String problem) {
    FieldErrors errors = new FieldErrors();
    errors.add(Reason.INVALID, "patch", "Invalid value: " + problem);
    return ApiErrors.invalid("", "", "", errors);
  }

  public static ApiException tooLarge(int bytesMax) {
    return new ApiException(
        413, "RequestEntityTooLarge", "Request entity too large: limit is " + bytesMax, null);
  }

  public static ApiException expired(String message) {
    return new ApiException(410, "Expired", message, null);
  }

  /** A list of a revision that is no longer kept. */
  public static ApiException listExpired() {
    return expired("The resourceVersion for the provided list is too old.");
  }

  /** A paged list took longer than history is kept. */
  public static ApiException continueExpired(String inconsistentToken) {
    return expired(
        "The provided continue parameter is too old to display a consistent list result. You can"
            + " start a new list without the continue parameter, or use the continue token in this"
            + " response to retrieve the remainder of the results. Continuing with the provided"
            + " token results in an inconsistent list - objects that were created, modified, or"
            + " deleted between the time the first chunk was returned and now may show up in the"
            + " list. Token: "
            + inconsistentToken);
  }

  /** The client asked for a state that this server has not reached. */
  public static ApiException tooLargeResourceVersion(long asked, long current) {
    return new ApiException(
        504,
        "Timeout",
        "Timeout: Too large resource version: "
            + Long.toUnsignedString(asked)
            + ", current: "
            + current,
        new Details(
            "",
            "",
            "",
            "",
            List.of(new Cause("ResourceVersionTooLarge", "Too large resource version", "")),
            1));
  }

  /** A refusal of the store, in the terms of a Status. */
  public static ApiException of(StoreException e) {
    if (e instanceof StoreException.NotFound) {
      return new ApiException(404, "NotFound", e.getMessage(), null);
    }
    if (e instanceof StoreException.AlreadyExists) {
      return new ApiException(409, "AlreadyExists", e.getMessage(), null);
    }
    if (e instanceof StoreException.Conflict) {
      return new ApiException(409, "Conflict", e.getMessage(), null);
    }
    if (e instanceof StoreException.Compacted) {
      return expired("The resourceVersion for the provided request is too old: " + e.getMessage());
    }
    if (e instanceof StoreException.NotYet notYet) {
      return tooLargeResourceVersion(notYet.revision(), notYet.headRevision());
    }
    if (e instanceof StoreException.Overloaded) {
      return new ApiException(
          429,
          "TooManyRequests",
          "too many requests, please try again later: " + e.getMessage(),
          new Details("", "", "", "", List.of(), 1));
    }
    if (e instanceof StoreException.TooLarge) {
      return new ApiException(
          413, "RequestEntityTooLarge", "Request entity too large: " + e.getMessage(), null);
    }
    if (e instanceof StoreException.Unstorable) {
      return ApiErrors.badRequest(e.getMessage());
    }
    return ApiErrors.unavailable(e.getMessage());
  }
}
