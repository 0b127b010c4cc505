package dev.trierarch.api.resource;

import dev.trierarch.store.StoredObject;
import java.util.Optional;

/**
 * One object as a get has found it.
 *
 * @param warning as {@link ReadState#warning}
 */
public record Reading(StoredObject object, Optional<String> warning) {}
