package dev.trierarch.store.image;

import dev.trierarch.store.ObjectKey;
import org.pcollections.HashPMap;
import org.pcollections.TreePSet;

/** Adds and removes keys in a persistent index from a term to the keys that have it. */
final class KeyIndex {

  private KeyIndex() {}

  static <T> TreePSet<ObjectKey> keys(HashPMap<T, TreePSet<ObjectKey>> index, T term) {
    TreePSet<ObjectKey> keys = index.get(term);
    return keys == null ? TreePSet.empty() : keys;
  }

  static <T> HashPMap<T, TreePSet<ObjectKey>> add(
      HashPMap<T, TreePSet<ObjectKey>> index, T term, ObjectKey key) {
    return index.plus(term, keys(index, term).plus(key));
  }

  static <T> HashPMap<T, TreePSet<ObjectKey>> remove(
      HashPMap<T, TreePSet<ObjectKey>> index, T term, ObjectKey key) {
    TreePSet<ObjectKey> left = keys(index, term).minus(key);
    return left.isEmpty() ? index.minus(term) : index.plus(term, left);
  }
}
