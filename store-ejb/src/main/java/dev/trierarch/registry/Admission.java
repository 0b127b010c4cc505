package dev.trierarch.registry;

/** What stands between a well-formed write and the store: rules that look at other objects. */
public interface Admission {

  /** Completes the object; may refuse. Runs before validation. */
  void mutate(AdmissionRequest request);

  /** Refuses or lets pass; changes nothing of the object. Runs after validation. */
  void validate(AdmissionRequest request);
}
