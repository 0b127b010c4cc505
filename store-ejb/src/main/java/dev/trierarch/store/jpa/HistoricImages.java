package dev.trierarch.store.jpa;

import dev.trierarch.store.Revision;
import dev.trierarch.store.StoreException;
import dev.trierarch.store.image.ClusterImage;
import dev.trierarch.store.image.Rewind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes images of the past: from the newest by undoing recent rows, else from the database; keeps
 * the last few, since a paged list asks for the same one again.
 */
final class HistoricImages {

  private static final int KEPT_IMAGES_MAX = 4;

  private final LogDatabase database;
  private final LogState state;
  private final Map<Long, ClusterImage> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, ClusterImage> eldest) {
          return size() > KEPT_IMAGES_MAX;
        }
      };

  HistoricImages(LogDatabase database, LogState state) {
    this.database = database;
    this.state = state;
  }

  ClusterImage at(long revision) {
    ClusterImage current = state.image();
    if (revision > current.revision()) {
      throw new StoreException.NotYet(revision, current.revision());
    }
    state.history().requireKept(revision);
    return revision == current.revision() ? current : past(revision, current);
  }

  private synchronized ClusterImage past(long revision, ClusterImage current) {
    ClusterImage image = kept.get(revision);
    if (image == null) {
      Optional<List<List<Revision>>> recent = state.recent().between(revision, current.revision());
      image =
          recent.isPresent()
              ? Rewind.to(revision, current, recent.get())
              : LogHistory.load(database, revision);
      kept.put(revision, image);
    }
    return image;
  }
}
