package dev.trierarch.store.jpa;

import dev.trierarch.store.StoreException;
import dev.trierarch.store.image.ClusterImage;
import dev.trierarch.store.image.EncodedObject;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The objects of past states that were read from the database: one copy of each for all who list,
 * and a bound on what all of them together take for as long as anybody still has them. Used by one
 * thread at a time.
 */
final class PastObjects {

  /** What an image needs for an object beside the object itself: its nodes in the trees. */
  static final long NODES_BYTES = 200;

  private final long bytesMax;
  private final Map<Long, Held> objects = new HashMap<>();
  private final Set<Held> images = new HashSet<>();
  private final ReferenceQueue<Object> dropped = new ReferenceQueue<>();
  private long bytes;

  PastObjects(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /** Something that was given out, and what it takes until nobody has it any more. */
  private final class Held extends WeakReference<Object> {

    private final long revision;
    private final long heldBytes;

    Held(Object thing, long revision, long heldBytes) {
      super(thing, dropped);
      this.revision = revision;
      this.heldBytes = heldBytes;
    }
  }

  /**
   * The one copy of an object that was read.
   *
   * @throws StoreException.Overloaded when it does not fit beside what others have
   */
  EncodedObject shared(EncodedObject read) {
    Held held = objects.get(read.revision());
    Object known = held == null ? null : held.get();
    if (known != null) {
      return (EncodedObject) known;
    }
    if (held != null) {
      forget(held);
    }
    long more = read.json().length;
    reserve(more);
    objects.put(read.revision(), new Held(read, read.revision(), more));
    return read;
  }

  /**
   * Counts an image that is about to be given out.
   *
   * @throws StoreException.Overloaded when it does not fit beside what others have
   */
  void count(ClusterImage image) {
    long more = NODES_BYTES * image.resources().stream().mapToLong(image::count).sum();
    reserve(more);
    images.add(new Held(image, image.revision(), more));
  }

  private void reserve(long more) {
    forgetDropped();
    if (bytes + more > bytesMax) {
      throw new StoreException.Overloaded(
          "the states of the past that are being read have " + bytes + " bytes");
    }
    bytes += more;
  }

  /** Stops counting what the collector has found to be in nobody's hands. */
  void forgetCollected() {
    Stream.concat(List.copyOf(objects.values()).stream(), List.copyOf(images).stream())
        .filter(held -> held.refersTo(null))
        .forEach(this::forget);
  }

  private void forgetDropped() {
    for (Reference<?> each = dropped.poll(); each != null; each = dropped.poll()) {
      forget((Held) each);
    }
  }

  private void forget(Held held) {
    if (objects.remove(held.revision, held) || images.remove(held)) {
      bytes -= held.heldBytes;
    }
  }
}
