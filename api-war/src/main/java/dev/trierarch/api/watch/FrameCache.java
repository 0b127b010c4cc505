package dev.trierarch.api.watch;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The frames that were sent last, so that watchers that want the same form of the same revision
 * share one array.
 */
@ApplicationScoped
public class FrameCache {

  private static final int FRAMES_MAX = 2_048;

  /**
   * @param form names the representation
   */
  record Key(String form, WatchEvent.Type type, String resource, long revision) {}

  private final Map<Key, byte[]> frames =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, byte[]> eldest) {
          return size() > FRAMES_MAX;
        }
      };

  byte[] frame(Key key, Supplier<byte[]> encoder) {
    synchronized (frames) {
      byte[] known = frames.get(key);
      if (known != null) {
        return known;
      }
    }
    byte[] encoded = encoder.get();
    synchronized (frames) {
      byte[] meanwhile = frames.putIfAbsent(key, encoded);
      return meanwhile == null ? encoded : meanwhile;
    }
  }
}
