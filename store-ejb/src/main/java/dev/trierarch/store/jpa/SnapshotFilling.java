package dev.trierarch.store.jpa;

import dev.trierarch.store.Change.Operation;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Origin;
import dev.trierarch.store.Revision;
import dev.trierarch.store.image.EncodedObject;
import dev.trierarch.store.snapshot.SnapshotFile;
import dev.trierarch.store.snapshot.SnapshotHeader;
import jakarta.persistence.EntityManager;

/**
 * Puts the objects of a snapshot into the log, each at the revision it had; all but the leases of
 * whoever led when it was taken, for which the next leaders would wait.
 */
final class SnapshotFilling implements SnapshotFile.Reader {

  private static final int UNFLUSHED_ROWS_MAX = 1000;

  private static final String LEASES = "leases.coordination.k8s.io";
  private static final String SYSTEM_NAMESPACE = "kube-system";

  private static final Origin RESTORE = new Origin("system:apiserver", "trierarch restore", 0);

  private final EntityManager entityManager;
  private final String writer;
  private SnapshotHeader header;
  private int unflushedRows;

  SnapshotFilling(EntityManager entityManager, String writer) {
    this.entityManager = entityManager;
    this.writer = writer;
  }

  SnapshotHeader header() {
    return header;
  }

  @Override
  public void begin(SnapshotHeader read) {
    header = read;
  }

  @Override
  public void object(EncodedObject object) {
    if (!isLeaderLease(object.key())) {
      fill(object);
    }
  }

  /** Those of nodes are in another namespace: they say when a node was last heard of. */
  private static boolean isLeaderLease(ObjectKey key) {
    return key.resource().equals(LEASES) && key.namespace().equals(SYSTEM_NAMESPACE);
  }

  private void fill(EncodedObject object) {
    Revision row =
        new Revision(object.revision(), Operation.CREATE, object, null, RESTORE, header.taken());
    entityManager.persist(LogRow.of(row, row.number(), writer));
    unflushedRows++;
    if (unflushedRows == UNFLUSHED_ROWS_MAX) {
      entityManager.flush();
      entityManager.clear();
      unflushedRows = 0;
    }
  }
}
