package dev.trierarch.store.jpa;

import dev.trierarch.store.Revision;
import dev.trierarch.store.jpa.Failpoints.Point;
import java.util.List;
import java.util.function.Function;

/** A database on whose ways the failpoints stand. */
final class FailpointDatabase extends ForwardingLogDatabase {

  private final Failpoints failpoints;

  FailpointDatabase(LogDatabase delegate, Failpoints failpoints) {
    super(delegate);
    this.failpoints = failpoints;
  }

  @Override
  public <T> T exclusively(Function<LockedLog, T> work) {
    Observed[] observed = new Observed[1];
    T result =
        super.exclusively(
            log -> {
              observed[0] = new Observed(log);
              T done = work.apply(observed[0]);
              if (observed[0].appended) {
                failpoints.reach(Point.BEFORE_COMMIT);
              }
              return done;
            });
    if (observed[0].appended) {
      failpoints.reach(Point.AFTER_COMMIT_BEFORE_ANSWER);
    }
    return result;
  }

  @Override
  public List<List<Revision>> transactionsAfter(long revision) {
    List<List<Revision>> found = super.transactionsAfter(revision);
    if (!found.isEmpty()) {
      failpoints.reach(Point.IN_TAIL);
    }
    return found;
  }

  /** A locked log that remembers whether it was appended to. */
  private final class Observed implements LockedLog {

    private final LockedLog delegate;
    private boolean appended;

    Observed(LockedLog delegate) {
      this.delegate = delegate;
    }

    @Override
    public Bounds bounds() {
      return delegate.bounds();
    }

    @Override
    public List<List<Revision>> transactionsAfter(long revision) {
      return delegate.transactionsAfter(revision);
    }

    @Override
    public void append(List<List<Revision>> transactions) {
      delegate.append(transactions);
      appended = appended || !transactions.isEmpty();
    }

    @Override
    public boolean isOwn(long revision) {
      return delegate.isOwn(revision);
    }

    @Override
    public void compactTo(long revision) {
      delegate.compactTo(revision);
      failpoints.reach(Point.IN_COMPACTION);
    }

    @Override
    public void restartAt(long revision) {
      delegate.restartAt(revision);
    }
  }
}
