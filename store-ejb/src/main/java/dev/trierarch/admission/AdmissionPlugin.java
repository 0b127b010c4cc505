package dev.trierarch.admission;

import dev.trierarch.registry.AdmissionRequest;

/** One rule of admission. Stateless but for what it is constructed with; safe for all threads. */
public interface AdmissionPlugin {

  /** Completes the object, or refuses. Runs before the kind's validation. */
  default void mutate(AdmissionRequest request) {}

  /** Refuses, or lets pass. Runs after the kind's validation. */
  default void validate(AdmissionRequest request) {}
}
