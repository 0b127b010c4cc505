package dev.trierarch.client;

import dev.trierarch.store.Change.Operation;
import dev.trierarch.store.Image;
import dev.trierarch.store.Origin;
import dev.trierarch.store.Revision;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoredObject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Hands every object there is, and then every row that is written, to a listener: how a control
 * loop learns which names to look at.
 *
 * <p>When the store cuts the feed off because the listener fell behind, the next {@link
 * #ensureRunning} hands over everything again. The listener only takes names, so a repeated row
 * costs time, never truth.
 */
public final class RowFeed implements AutoCloseable {

  private static final Origin LISTING = new Origin("system:listing", "row-feed", 0);

  private final Store store;
  private final Set<String> resources;
  private final Consumer<Revision> listener;

  private Store.Subscription subscription;
  private Feed feed;

  /**
   * @param resources the group resources to list and follow
   * @param listener called with listed objects as rows that create them, then with each row;
   *     quickly, by any thread
   */
  public RowFeed(Store store, Set<String> resources, Consumer<Revision> listener) {
    this.store = store;
    this.resources = Set.copyOf(resources);
    this.listener = listener;
  }

  /** Starts the feed, or starts it again when it was cut off; does nothing while it runs. */
  public synchronized void ensureRunning() {
    if (feed != null && !feed.cut) {
      return;
    }
    Image image = store.image();
    resources.stream().sorted().forEach(resource -> image.list(resource).forEach(this::listed));
    feed = new Feed();
    subscription = store.watch(null, null, image.revision(), feed);
  }

  @Override
  public synchronized void close() {
    if (subscription != null) {
      subscription.close();
      subscription = null;
      feed = null;
    }
  }

  private void listed(StoredObject object) {
    listener.accept(
        new Revision(object.revision(), Operation.CREATE, object, null, LISTING, Instant.EPOCH));
  }

  private final class Feed implements Store.Watcher {

    private volatile boolean cut;

    @Override
    public void onRows(List<Revision> rows, long revision) {
      for (Revision row : rows) {
        if (resources.contains(row.key().resource())) {
          listener.accept(row);
        }
      }
    }

    @Override
    public void onProgress(long revision) {
      // Names are only taken from rows.
    }

    @Override
    public void onClosed(String reason) {
      cut = true;
    }
  }
}
