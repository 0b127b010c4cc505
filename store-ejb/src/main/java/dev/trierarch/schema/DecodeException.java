package dev.trierarch.schema;

import dev.trierarch.catalog.ObjectKind;

/** A body that is no JSON, or whose values have the wrong types; the message is upstream's. */
public final class DecodeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DecodeException(String message) {
    super(message);
  }

  DecodeException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The message of the BadRequest Status that answers a request for this kind. */
  public String badRequestMessage(ObjectKind kind) {
    return badRequestMessage(kind, getMessage());
  }

  /** The same, for any problem with the body, strict decoding's for instance. */
  public static String badRequestMessage(ObjectKind kind, String problem) {
    return "%s in version \"%s\" cannot be handled as a %s: %s"
        .formatted(kind.kind(), kind.version(), kind.kind(), problem);
  }
}
