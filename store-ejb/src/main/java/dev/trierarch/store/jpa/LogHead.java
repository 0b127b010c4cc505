package dev.trierarch.store.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The one row that every writer locks: how far the log goes and how far it is compacted. */
@Entity
@Table(name = "revision_head")
public class LogHead {

  static final int ID = 1;

  /** Where the head of an empty log stands, the same as etcd's. */
  static final long EMPTY_REVISION = 1;

  @Id
  @Column(name = "id")
  private int id;

  @Column(name = "revision")
  private long revision;

  @Column(name = "compacted_revision")
  private long compactedRevision;

  /** Which control plane moved the head last; PostgreSQL tells it to the others. */
  @Column(name = "writer")
  private String writer;

  protected LogHead() {}

  int id() {
    return id;
  }

  long revision() {
    return revision;
  }

  long compactedRevision() {
    return compactedRevision;
  }

  void advanceTo(long newRevision) {
    revision = newRevision;
  }

  void writtenBy(String newWriter) {
    writer = newWriter;
  }

  void compactedTo(long newCompactedRevision) {
    compactedRevision = newCompactedRevision;
  }
}
