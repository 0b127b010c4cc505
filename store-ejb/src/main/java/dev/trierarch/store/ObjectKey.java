package dev.trierarch.store;

import java.util.Objects;

/**
 * Names one object: its group resource, its namespace and its name.
 *
 * <p>Example: {@code new ObjectKey("deployments.apps", "default", "web")}; a core resource has no
 * group suffix ({@code "pods"}), a cluster-scoped object has the empty namespace.
 */
public record ObjectKey(String resource, String namespace, String name)
    implements Comparable<ObjectKey> {

  public ObjectKey {
    Objects.requireNonNull(resource, "resource");
    Objects.requireNonNull(namespace, "namespace");
    Objects.requireNonNull(name, "name");
  }

  /** Orders by resource, then namespace, then name: the order in which lists are served. */
  @Override
  public int compareTo(ObjectKey other) {
    int order = compare(resource, other.resource);
    if (order == 0) {
      order = compare(namespace, other.namespace);
    }
    return order == 0 ? name.compareTo(other.name) : order;
  }

  /** Most keys that are compared share these strings: that they are the same is seen at once. */
  private static int compare(String one, String other) {
    return one.equals(other) ? 0 : one.compareTo(other);
  }

  @Override
  public String toString() {
    return namespace.isEmpty() ? resource + "/" + name : resource + "/" + namespace + "/" + name;
  }
}
