package dev.trierarch.api.resource;

import dev.trierarch.catalog.ResourceType;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.store.Image;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.StoredObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Gets and lists from the image in memory, at the state that the client asks for. */
@ApplicationScoped
public class ObjectReader {

  private final StateFinder states;

  /** For the container's proxy. */
  ObjectReader() {
    this(null);
  }

  @Inject
  public ObjectReader(StateFinder states) {
    this.states = states;
  }

  /** The object, not older than the revision that the client may have named. */
  public Reading get(ResourceType type, String namespace, String name, Long notOlderThan) {
    ReadState state = states.forGet(notOlderThan);
    StoredObject object =
        state
            .image()
            .get(new ObjectKey(type.groupResource(), namespace, name))
            .orElseThrow(() -> ApiErrors.notFound(type, name));
    return new Reading(object, state.warning());
  }

  /** One page of what is selected, or all of it. */
  public Listing list(Selection selection, ListOptions options) {
    ReadState state = states.forList(options);
    ContinueToken from = options.continueFrom();
    ObjectKey after = from == null ? null : from.key(selection.type().groupResource());
    if (options.limit() == 0) {
      Image image = state.image();
      return new Listing(
          image.revision(), selection.in(image, after).toList(), "", null, state.warning());
    }
    return page(selection, options.limit(), state, after);
  }

  private static Listing page(Selection selection, int limit, ReadState state, ObjectKey after) {
    Image image = state.image();
    Iterator<StoredObject> selected = selection.in(image, after).iterator();
    List<StoredObject> page = new ArrayList<>();
    while (page.size() < limit && selected.hasNext()) {
      page.add(selected.next());
    }
    if (!selected.hasNext()) {
      return new Listing(image.revision(), page, "", null, state.warning());
    }
    String token = ContinueToken.after(image.revision(), page.get(page.size() - 1).key()).encoded();
    Long remaining = remaining(selection, selected);
    return new Listing(image.revision(), page, token, remaining, state.warning());
  }

  /** Known only without selectors, as upstream has it. */
  private static Long remaining(Selection selection, Iterator<StoredObject> rest) {
    if (!selection.isWhole()) {
      return null;
    }
    long count = 0;
    while (rest.hasNext()) {
      rest.next();
      count++;
    }
    return count;
  }
}
