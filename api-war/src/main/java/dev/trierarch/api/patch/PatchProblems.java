package dev.trierarch.api.patch;

import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.ApiException;

/** Refusals of patches. */
final class PatchProblems {

  private PatchProblems() {}

  /** The patch itself is malformed. */
  static ApiException malformed(String problem) {
    return ApiErrors.badRequest("error decoding patch: " + problem);
  }

  /** The patch does not fit the object that is there. */
  static ApiException notApplicable(String problem) {
    return new ApiException(
        422,
        "Invalid",
        "the server rejected our request due to an error in our request: " + problem,
        null);
  }

  static ApiException tooManyOperations(int operationsMax) {
    return new ApiException(
        413,
        "RequestEntityTooLarge",
        "The allowed maximum operations in a JSON patch is " + operationsMax,
        null);
  }

  static ApiException tooMuchCopied(long bytes, long bytesMax) {
    return new ApiException(
        413,
        "RequestEntityTooLarge",
        "Unable to complete the copy, the accumulated size increase of copy is "
            + bytes
            + ", exceeding the limit "
            + bytesMax,
        null);
  }
}
