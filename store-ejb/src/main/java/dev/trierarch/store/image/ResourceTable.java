package dev.trierarch.store.image;

import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.StoredObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
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
    TreePMap<ObjectKey, EncodedObject> objects, HashPMap<String, TreePSet<ObjectKey>> index) {

  static final ResourceTable EMPTY = new ResourceTable(TreePMap.empty(), HashTreePMap.empty());

  /** The index term of a label: {@code app=web}. */
  private static String labelTerm(String name, String value) {
    return name + '=' + value;
  }

  /** The index term of a pod's node: {@code =n1}, which no label is called. */
  private static String nodeTerm(String nodeName) {
    return '=' + nodeName;
  }

  /** The table of these objects. */
  static ResourceTable of(SortedMap<ObjectKey, EncodedObject> objects) {
    Map<String, List<ObjectKey>> keysByTerm = new HashMap<>();
    objects.forEach(
        (key, object) -> {
          for (String term : terms(object)) {
            keysByTerm.computeIfAbsent(term, each -> new ArrayList<>()).add(key);
          }
        });
    return new ResourceTable(TreePMap.fromSortedMap(objects), ImageLoader.index(keysByTerm));
  }

  /** The table with {@code after} in place of {@code before}; either may be null. */
  ResourceTable replace(EncodedObject before, EncodedObject after) {
    TreePMap<ObjectKey, EncodedObject> changed =
        after == null ? objects.minus(before.key()) : objects.plus(after.key(), after);
    return new ResourceTable(changed, reindex(before, after));
  }

  private HashPMap<String, TreePSet<ObjectKey>> reindex(EncodedObject before, EncodedObject after) {
    Set<String> old = terms(before);
    Set<String> wanted = terms(after);
    HashPMap<String, TreePSet<ObjectKey>> changed = index;
    if (!old.equals(wanted)) {
      for (String term : old) {
        changed = wanted.contains(term) ? changed : KeyIndex.remove(changed, term, before.key());
      }
      for (String term : wanted) {
        changed = old.contains(term) ? changed : KeyIndex.add(changed, term, after.key());
      }
    }
    return changed;
  }

  private static Set<String> terms(EncodedObject object) {
    if (object == null) {
      return Set.of();
    }
    Set<String> terms = new HashSet<>();
    for (Map.Entry<String, String> label : object.labels().entrySet()) {
      terms.add(labelTerm(label.getKey(), label.getValue()));
    }
    if (object.isPod()) {
      terms.add(nodeTerm(object.nodeName()));
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
    return indexed(labelTerm(name, value));
  }

  List<StoredObject> onNode(String nodeName) {
    return indexed(nodeTerm(nodeName));
  }

  private List<StoredObject> indexed(String term) {
    return KeyIndex.keys(index, term).stream().<StoredObject>map(objects::get).toList();
  }

  private static Stream<StoredObject> stream(TreePMap<ObjectKey, EncodedObject> map) {
    return map.values().stream().map(StoredObject.class::cast);
  }
}
