package dev.trierarch.controller.runtime;

import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Revision;
import java.util.List;
import java.util.function.Function;

/**
 * From rows of one resource to the names that they concern.
 *
 * @param groupResource e.g. {@code pods}
 * @param keys the names to add to the queue for a row
 */
public record Trigger(String groupResource, Function<Revision, List<ObjectKey>> keys) {}
