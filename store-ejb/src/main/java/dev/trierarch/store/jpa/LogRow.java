package dev.trierarch.store.jpa;

import dev.trierarch.store.Change.Operation;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Origin;
import dev.trierarch.store.Revision;
import dev.trierarch.store.image.EncodedObject;
import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of the log as the database keeps it. */
@Entity
@Table(name = "revision_log")
public class LogRow {

  @Id
  @Column(name = "revision")
  private long revision;

  /** The first revision of the transaction that the row belongs to. */
  @Basic
  @Column(name = "first_revision")
  private long firstRevision;

  @Column(name = "resource")
  private String resource;

  @Column(name = "namespace")
  private String namespace;

  @Column(name = "name")
  private String name;

  @Enumerated(EnumType.STRING)
  @Column(name = "operation")
  private Operation operation;

  /** The row with the state before; 0 for a creation. */
  @Column(name = "previous_revision")
  private long previousRevision;

  @Column(name = "create_revision")
  private long createRevision;

  @Column(name = "user_name")
  private String user;

  @Column(name = "actor")
  private String actor;

  @Column(name = "cause")
  private long cause;

  @Column(name = "written_millis")
  private long writtenMillis;

  /** Which control plane wrote the row: how a writer finds its own after a lost answer. */
  @Column(name = "writer")
  private String writer;

  @Column(name = "document")
  private byte[] document;

  protected LogRow() {}

  static LogRow of(Revision row, long firstRevision, String writer) {
    EncodedObject object = (EncodedObject) row.object();
    LogRow entity = new LogRow();
    entity.revision = row.number();
    entity.firstRevision = firstRevision;
    entity.resource = object.key().resource();
    entity.namespace = object.key().namespace();
    entity.name = object.key().name();
    entity.operation = row.operation();
    entity.previousRevision = row.previous() == null ? 0 : row.previous().revision();
    entity.createRevision = object.createRevision();
    entity.user = row.origin().user();
    entity.actor = row.origin().actor();
    entity.cause = row.origin().cause();
    entity.writtenMillis = row.time().toEpochMilli();
    entity.writer = writer;
    entity.document = object.json();
    return entity;
  }

  /**
   * @param previous the state before, null for a creation
   */
  Revision toRevision(EncodedObject previous) {
    return new Revision(
        revision,
        operation,
        toObject(),
        previous,
        new Origin(user, actor, cause),
        Instant.ofEpochMilli(writtenMillis));
  }

  EncodedObject toObject() {
    // Few distinct resources and namespaces, many rows: they share the strings.
    ObjectKey key = new ObjectKey(resource.intern(), namespace.intern(), name);
    return new EncodedObject(key, revision, createRevision, document);
  }

  long revision() {
    return revision;
  }

  long firstRevision() {
    return firstRevision;
  }

  long previousRevision() {
    return previousRevision;
  }

  String writer() {
    return writer;
  }
}
