package dev.trierarch.api.resource;

import dev.trierarch.store.Change;
import dev.trierarch.store.Difference;
import dev.trierarch.store.DifferenceQuery;
import dev.trierarch.store.Freshness;
import dev.trierarch.store.Image;
import dev.trierarch.store.Origin;
import dev.trierarch.store.Revision;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A store whose database does not answer, until it is told to. */
final class AwayStore implements Store {

  private final Store delegate;
  Duration age = Duration.ZERO;
  boolean answers;
  int asked;

  AwayStore(Store delegate) {
    this.delegate = delegate;
  }

  @Override
  public Image current() {
    asked++;
    if (answers) {
      return delegate.image();
    }
    throw new StoreException.Unavailable("the database failed", null);
  }

  @Override
  public Freshness freshness() {
    return new Freshness(delegate.image().revision(), age);
  }

  @Override
  public CompletableFuture<List<Revision>> writeAsync(List<Change> changes, Origin origin) {
    return delegate.writeAsync(changes, origin);
  }

  @Override
  public List<Revision> write(List<Change> changes, Origin origin) {
    return delegate.write(changes, origin);
  }

  @Override
  public Image image() {
    return delegate.image();
  }

  @Override
  public Image imageAt(long revision) {
    return delegate.imageAt(revision);
  }

  @Override
  public long oldestRevision() {
    return delegate.oldestRevision();
  }

  @Override
  public List<Revision> rowsAfter(long revision, int limit) {
    return delegate.rowsAfter(revision, limit);
  }

  @Override
  public List<Difference> differences(DifferenceQuery query) {
    return delegate.differences(query);
  }

  @Override
  public Subscription watch(
      String resource, String namespace, long afterRevision, Watcher watcher) {
    return delegate.watch(resource, namespace, afterRevision, watcher);
  }
}
