package dev.trierarch.api.resource;

import dev.trierarch.store.Freshness;
import dev.trierarch.store.Image;
import java.util.Optional;

/**
 * The state that a read is answered from.
 *
 * @param warning a {@code Warning} header where the state may not be the newest: the database does
 *     not answer
 */
public record ReadState(Image image, Optional<String> warning) {

  static ReadState of(Image image) {
    return new ReadState(image, Optional.empty());
  }

  static ReadState late(Image image, Freshness freshness) {
    String text =
        "299 - \"the database does not answer: this is the state at revision "
            + image.revision()
            + ", last known to be the newest "
            + freshness.age().toSeconds()
            + " s ago\"";
    return new ReadState(image, Optional.of(text));
  }
}
