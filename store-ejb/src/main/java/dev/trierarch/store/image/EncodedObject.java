package dev.trierarch.store.image;

import dev.trierarch.store.Document;
import dev.trierarch.store.Documents;
import dev.trierarch.store.KubernetesJson;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.StoredObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * An object as the JSON it was encoded to, from which everything else is read when it is first
 * asked for.
 */
public final class EncodedObject implements StoredObject {

  private static final String PODS = "pods";

  private final ObjectKey key;
  private final long revision;
  private final long createRevision;
  private final byte[] json;
  private volatile ObjectHead head;
  private volatile Map<Class<?>, Object> views = Map.of();

  /**
   * @param createRevision the revision at which the key's object came to be
   * @param json the UTF-8 JSON with {@code revision} as its resourceVersion; not copied
   */
  public EncodedObject(ObjectKey key, long revision, long createRevision, byte[] json) {
    this.key = key;
    this.revision = revision;
    this.createRevision = createRevision;
    this.json = json;
  }

  /** An object with the revision filled into its document's gap. */
  public static EncodedObject of(
      ObjectKey key, long revision, long createRevision, Document document) {
    return new EncodedObject(
        key, revision, createRevision, Documents.atRevision(document, revision));
  }

  @Override
  public ObjectKey key() {
    return key;
  }

  @Override
  public long revision() {
    return revision;
  }

  /** The revision at which the key's object came to be. */
  public long createRevision() {
    return createRevision;
  }

  @Override
  public byte[] json() {
    return json;
  }

  @Override
  public String uid() {
    return head().uid();
  }

  @Override
  public Map<String, String> labels() {
    return head().labels();
  }

  @Override
  public Set<String> ownerUids() {
    return head().ownerUids();
  }

  /** {@code spec.nodeName} of a pod, empty when unbound and for every other resource. */
  String nodeName() {
    return head().nodeName();
  }

  boolean isPod() {
    return key.resource().equals(PODS);
  }

  @Override
  public <T> T as(Class<T> type) {
    Object view = views.get(type);
    return type.cast(view == null ? decode(type) : view);
  }

  private synchronized Object decode(Class<?> type) {
    Object view = views.get(type);
    if (view == null) {
      view = KubernetesJson.decode(json, type);
      Map<Class<?>, Object> more = new HashMap<>(views);
      more.put(type, view);
      views = Map.copyOf(more);
    }
    return view;
  }

  @Override
  public ObjectNode tree() {
    return KubernetesJson.parse(json);
  }

  /** Reads now what the indexes will ask for. */
  void readHead() {
    head();
  }

  // Two threads may both read the head: they read the same, and either result is kept.
  private ObjectHead head() {
    ObjectHead read = head;
    if (read == null) {
      read = ObjectHead.read(json, isPod());
      head = read;
    }
    return read;
  }

  @Override
  public String toString() {
    return key + "@" + revision;
  }
}
