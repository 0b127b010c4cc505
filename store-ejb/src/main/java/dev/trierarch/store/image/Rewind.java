package dev.trierarch.store.image;

import dev.trierarch.store.Revision;
import java.util.List;

/** Takes an image back to an earlier revision by undoing rows. */
public final class Rewind {

  private Rewind() {}

  /**
   * The state at {@code revision}.
   *
   * @param transactions all that was written after that revision, up to the image's, oldest first
   */
  public static ClusterImage to(
      long revision, ClusterImage image, List<List<Revision>> transactions) {
    ClusterImage past = image;
    for (int i = transactions.size() - 1; i >= 0; i--) {
      List<Revision> rows = transactions.get(i);
      for (int j = rows.size() - 1; j >= 0 && rows.get(j).number() > revision; j--) {
        past = past.undo(rows.get(j));
      }
    }
    return past.at(revision);
  }
}
