package dev.trierarch.api.admin;

import dev.trierarch.api.resource.ListOptions;
import dev.trierarch.api.resource.Listing;
import dev.trierarch.api.resource.Selection;
import dev.trierarch.store.StoredObject;
import java.util.Optional;

/** A kind whose objects are made when they are read. */
interface VirtualKind {

  /** The name of its resource, e.g. {@code revisions}. */
  String plural();

  /** One page of what is selected. */
  Listing list(Selection selection, ListOptions options);

  Optional<StoredObject> get(String name);
}
