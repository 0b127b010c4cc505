package dev.trierarch.store.image;

import dev.trierarch.store.ObjectKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePSet;

/** Builds the image of a whole state at once, which is far quicker than object after object. */
public final class ImageLoader {

  private final Map<String, List<EncodedObject>> objectsByResource = new HashMap<>();

  /** Adds an object; each key once. */
  public void add(EncodedObject object) {
    objectsByResource
        .computeIfAbsent(object.key().resource(), resource -> new ArrayList<>())
        .add(object);
  }

  /** The image of all that was added. */
  public ClusterImage build(long revision) {
    Map<String, ResourceTable> tables = new HashMap<>();
    Map<String, List<ObjectKey>> dependents = new HashMap<>();
    objectsByResource.forEach(
        (resource, objects) -> {
          objects.parallelStream().forEach(EncodedObject::readHead);
          tables.put(resource, ResourceTable.of(sorted(objects)));
          for (EncodedObject object : objects) {
            for (String owner : object.ownerUids()) {
              dependents.computeIfAbsent(owner, uid -> new ArrayList<>()).add(object.key());
            }
          }
        });
    return ClusterImage.of(revision, HashTreePMap.from(tables), index(dependents));
  }

  private static SortedMap<ObjectKey, EncodedObject> sorted(List<EncodedObject> objects) {
    SortedMap<ObjectKey, EncodedObject> sorted = new TreeMap<>();
    objects.forEach(object -> sorted.put(object.key(), object));
    return sorted;
  }

  /** A persistent index of what a plain map says. */
  static <T> HashPMap<T, TreePSet<ObjectKey>> index(Map<T, List<ObjectKey>> keysByTerm) {
    Map<T, TreePSet<ObjectKey>> sets = new HashMap<>();
    keysByTerm.forEach((term, keys) -> sets.put(term, TreePSet.fromSortedSet(new TreeSet<>(keys))));
    return HashTreePMap.from(sets);
  }
}
