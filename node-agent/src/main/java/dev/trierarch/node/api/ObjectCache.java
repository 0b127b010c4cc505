package dev.trierarch.node.api;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The objects of a list as a reflector last saw them, by namespace and name. */
public final class ObjectCache<T extends HasMetadata> implements Reflector.Reader<T> {
  private final Runnable changed;
  private final Map<String, T> objects = new ConcurrentHashMap<>();
  private volatile boolean filled;

  /**
   * @param changed is run after each change
   */
  public ObjectCache(Runnable changed) {
    this.changed = changed;
  }

  public Collection<T> all() {
    return List.copyOf(objects.values());
  }

  public Optional<T> get(String namespace, String name) {
    return Optional.ofNullable(objects.get(namespace + "/" + name));
  }

  /** Whether the first list has come. */
  public boolean isFilled() {
    return filled;
  }

  @Override
  public void all(List<T> items) {
    Map<String, T> fresh = new HashMap<>();
    items.forEach(item -> fresh.put(key(item), item));
    objects.keySet().retainAll(fresh.keySet());
    objects.putAll(fresh);
    filled = true;
    changed.run();
  }

  @Override
  public void changed(T item) {
    objects.put(key(item), item);
    changed.run();
  }

  @Override
  public void gone(T item) {
    objects.remove(key(item));
    changed.run();
  }

  private static String key(HasMetadata item) {
    return item.getMetadata().getNamespace() + "/" + item.getMetadata().getName();
  }
}
