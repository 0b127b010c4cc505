package dev.trierarch.store.image;

import dev.trierarch.store.Change.Operation;
import dev.trierarch.store.Image;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Revision;
import dev.trierarch.store.StoredObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePSet;

/**
 * The cluster state at one revision as persistent trees: the next image shares with this one
 * everything but the paths to what changed, so that a write costs the logarithm of the size.
 */
public final class ClusterImage implements Image {

  private static final String PODS = "pods";

  private final long revision;
  private final HashPMap<String, ResourceTable> tables;
  private final HashPMap<String, TreePSet<ObjectKey>> dependents;

  private ClusterImage(
      long revision,
      HashPMap<String, ResourceTable> tables,
      HashPMap<String, TreePSet<ObjectKey>> dependents) {
    this.revision = revision;
    this.tables = tables;
    this.dependents = dependents;
  }

  /** The image of a store that holds nothing, at the revision its log begins with. */
  public static ClusterImage empty(long revision) {
    return new ClusterImage(revision, HashTreePMap.empty(), HashTreePMap.empty());
  }

  /** The image of these tables. */
  static ClusterImage of(
      long revision,
      HashPMap<String, ResourceTable> tables,
      HashPMap<String, TreePSet<ObjectKey>> dependents) {
    return new ClusterImage(revision, tables, dependents);
  }

  /** The state after one more row. */
  public ClusterImage with(Revision row) {
    return replace(encoded(row.previous()), stateAfter(row), row.number());
  }

  /** The state before the row that was the last one. */
  public ClusterImage undo(Revision row) {
    return replace(stateAfter(row), encoded(row.previous()), row.number() - 1);
  }

  /** The same state under a later revision, one at which nothing was written. */
  public ClusterImage at(long laterRevision) {
    return new ClusterImage(laterRevision, tables, dependents);
  }

  private static EncodedObject stateAfter(Revision row) {
    return row.operation() == Operation.DELETE ? null : encoded(row.object());
  }

  private static EncodedObject encoded(StoredObject object) {
    return (EncodedObject) object;
  }

  private ClusterImage replace(EncodedObject before, EncodedObject after, long newRevision) {
    if (before == null && after == null) {
      return at(newRevision);
    }
    String resource = (after == null ? before : after).key().resource();
    ResourceTable table = table(resource).replace(before, after);
    return new ClusterImage(
        newRevision,
        table.objects().isEmpty() ? tables.minus(resource) : tables.plus(resource, table),
        reindexOwners(before, after));
  }

  private HashPMap<String, TreePSet<ObjectKey>> reindexOwners(
      EncodedObject before, EncodedObject after) {
    Set<String> old = before == null ? Set.of() : before.ownerUids();
    Set<String> wanted = after == null ? Set.of() : after.ownerUids();
    HashPMap<String, TreePSet<ObjectKey>> changed = dependents;
    for (String uid : old) {
      changed = wanted.contains(uid) ? changed : KeyIndex.remove(changed, uid, before.key());
    }
    for (String uid : wanted) {
      changed = old.contains(uid) ? changed : KeyIndex.add(changed, uid, after.key());
    }
    return changed;
  }

  @Override
  public long revision() {
    return revision;
  }

  @Override
  public Optional<StoredObject> get(ObjectKey key) {
    return Optional.ofNullable(table(key.resource()).objects().get(key));
  }

  @Override
  public Set<String> resources() {
    return tables.keySet();
  }

  @Override
  public Stream<StoredObject> list(String resource) {
    return table(resource).all();
  }

  @Override
  public Stream<StoredObject> list(String resource, String namespace) {
    return table(resource).inNamespace(resource, namespace);
  }

  @Override
  public Stream<StoredObject> listAfter(ObjectKey key) {
    return table(key.resource()).after(key);
  }

  @Override
  public int count(String resource) {
    return table(resource).objects().size();
  }

  @Override
  public List<StoredObject> withLabel(String resource, String label, String value) {
    return table(resource).withLabel(label, value);
  }

  @Override
  public List<StoredObject> ownedBy(String resource, String ownerUid) {
    return dependents(ownerUid).filter(object -> object.key().resource().equals(resource)).toList();
  }

  @Override
  public List<StoredObject> dependentsOf(String ownerUid) {
    return dependents(ownerUid).toList();
  }

  @Override
  public List<StoredObject> podsOnNode(String nodeName) {
    return table(PODS).onNode(nodeName);
  }

  /** Every object of every resource, resource after resource. */
  public Stream<StoredObject> all() {
    return tables.keySet().stream().sorted().flatMap(this::list);
  }

  private Stream<StoredObject> dependents(String ownerUid) {
    return KeyIndex.keys(dependents, ownerUid).stream().flatMap(key -> get(key).stream());
  }

  private ResourceTable table(String resource) {
    ResourceTable table = tables.get(resource);
    return table == null ? ResourceTable.EMPTY : table;
  }
}
