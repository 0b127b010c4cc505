package dev.trierarch.registry;

/**
 * What a write request asks for beside its object.
 *
 * @param caller who asks
 * @param cause the revision being reacted to, 0 when none
 * @param dryRun go through everything but the write
 * @param fieldManager the name that owns the fields written; empty means derived from the user
 *     agent
 * @param fieldValidation what becomes of unknown and duplicate fields
 * @param permissions what else the caller may
 */
public record WriteOptions(
    Caller caller,
    long cause,
    boolean dryRun,
    String fieldManager,
    FieldValidation fieldValidation,
    Permissions permissions) {

  /** A write for which no roles are asked. */
  public WriteOptions(
      Caller caller,
      long cause,
      boolean dryRun,
      String fieldManager,
      FieldValidation fieldValidation) {
    this(caller, cause, dryRun, fieldManager, fieldValidation, Permissions.MASTERS_ONLY);
  }

  /** What becomes of fields that the kind does not have. */
  public enum FieldValidation {
    IGNORE,
    WARN,
    STRICT
  }

  public static WriteOptions of(Caller caller, long cause) {
    return new WriteOptions(caller, cause, false, "", FieldValidation.IGNORE);
  }
}
