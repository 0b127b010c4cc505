package dev.trierarch.store.jpa;

import dev.trierarch.store.Revision;
import dev.trierarch.store.image.EncodedObject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** Hands everything on to another database: what stands between overrides what it cares for. */
class ForwardingLogDatabase implements LogDatabase {

  private final LogDatabase delegate;

  ForwardingLogDatabase(LogDatabase delegate) {
    this.delegate = delegate;
  }

  @Override
  public Bounds bounds() {
    return delegate.bounds();
  }

  @Override
  public <T> T exclusively(Function<LockedLog, T> work) {
    return delegate.exclusively(work);
  }

  @Override
  public List<List<Revision>> transactionsAfter(long revision) {
    return delegate.transactionsAfter(revision);
  }

  @Override
  public List<EncodedObject> stateAt(long revision, long writtenAfter) {
    return delegate.stateAt(revision, writtenAfter);
  }

  @Override
  public Instant timeAt(long revision) {
    return delegate.timeAt(revision);
  }

  @Override
  public Listening listen(LongConsumer appendedThrough, ThreadFactory threads) {
    return delegate.listen(appendedThrough, threads);
  }

  @Override
  public boolean giveBackSpace() {
    return delegate.giveBackSpace();
  }
}
