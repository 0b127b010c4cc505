package dev.trierarch.api.resource;

import dev.trierarch.store.StoredObject;
import java.util.List;
import java.util.Optional;

/**
 * The objects of one answer, all of one revision.
 *
 * @param continueToken empty on the last page
 * @param remaining how many more objects there are after this page, null when that is not known
 * @param warning as {@link ReadState#warning}
 */
public record Listing(
    long revision,
    List<StoredObject> objects,
    String continueToken,
    Long remaining,
    Optional<String> warning) {}
