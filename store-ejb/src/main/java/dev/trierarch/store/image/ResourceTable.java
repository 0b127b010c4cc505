package dev.trierarch.store.image;

import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.StoredObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/**
 * The objects of one resource in key order, and which of them have a label or stand on a node.
 *
 * <p>Immutable; a changed table shares all but the changed paths with the one before. The index
 * holds keys, not objects, so an update that changes no label leaves it as it is.
 */
record ResourceTable(
    TreePMap<ObjectKey, EncodedObject> objects, HashPMap<Term, TreePSet<ObjectKey>> index) {

  static final ResourceTable EMPTY = new ResourceTable(TreePMap.empty(), HashTreePMap.empty());

  /**
   * What objects are looked up by.
   *
   * @param aspect {@code label NAME}, or {@code node}
   */
  private record Term(String aspect, String value) {

    static Term label(String name, String value) {
      return new Term("label " + name, value);
    }

    static Term node(String name) {
      return new Term("node", name);
    }
  }

  /** The table with {@code after} in place of {@code before}; either may be null. */
  ResourceTable replace(EncodedObject before, EncodedObject after) {
    TreePMap<ObjectKey, EncodedObject> changed =
        after == null ? objects.minus(before.key()) : objects.plus(after.key(), after);
    return new ResourceTable(changed, reindex(before, after));
  }

  private HashPMap<Term, TreePSet<ObjectKey>> reindex(EncodedObject before, EncodedObject after) {
    Set<Term> old = terms(before);
    Set<Term> wanted = terms(after);
    HashPMap<Term, TreePSet<ObjectKey>> changed = index;
    if (!old.equals(wanted)) {
      for (Term term : old) {
        changed = wanted.contains(term) ? changed : KeyIndex.remove(changed, term, before.key());
      }
      for (Term term : wanted) {
        changed = old.contains(term) ? changed : KeyIndex.add(changed, term, after.key());
      }
    }
    return changed;
  }

  private static Set<Term> terms(EncodedObject object) {
    if (object == null) {
      return Set.of();
    }
    Set<Term> terms = new HashSet<>();
    for (Map.Entry<String, String> label : object.labels().entrySet()) {
      terms.add(Term.label(label.getKey(), label.getValue()));
    }
    if (object.isPod()) {
      terms.add(Term.node(object.nodeName()));
    }
    return terms;
  }

  Stream<StoredObject> all() {
    return stream(objects);
  }

  Stream<StoredObject> inNamespace(String resource, String namespace) {
    ObjectKey first = new ObjectKey(resource, namespace, "");
    ObjectKey end = new ObjectKey(resource, namespace + '\0', "");
    return stream(objects.subMap(first, end));
  }

  Stream<StoredObject> after(ObjectKey key) {
    return stream(objects.tailMap(key, false));
  }

  List<StoredObject> withLabel(String name, String value) {
    return indexed(Term.label(name, value));
  }

  List<StoredObject> onNode(String nodeName) {
    return indexed(Term.node(nodeName));
  }

  private List<StoredObject> indexed(Term term) {
    return KeyIndex.keys(index, term).stream().<StoredObject>map(objects::get).toList();
  }

  private static Stream<StoredObject> stream(TreePMap<ObjectKey, EncodedObject> map) {
    return map.values().stream().map(StoredObject.class::cast);
  }
}
