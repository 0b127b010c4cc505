package dev.trierarch.api.admin;

import dev.trierarch.api.resource.ListOptions;
import dev.trierarch.api.resource.Listing;
import dev.trierarch.api.resource.Payload;
import dev.trierarch.api.resource.Selection;
import dev.trierarch.catalog.trierarch.Backup;
import dev.trierarch.store.Image;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoredObject;
import dev.trierarch.store.snapshot.SnapshotWriter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The state as it can be backed up now, and the file of it. */
@ApplicationScoped
class Backups implements VirtualKind {

  private static final String GROUP_RESOURCE = "backups.trierarch.dev";
  private static final String CURRENT = "current";

  private final Store store;
  private final InstantSource clock;

  /** For the container's proxy. */
  Backups() {
    this(null, null);
  }

  @Inject
  Backups(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public String plural() {
    return "backups";
  }

  @Override
  public Optional<StoredObject> get(String name) {
    return name.equals(CURRENT) ? Optional.of(current(store.current())) : Optional.empty();
  }

  @Override
  public Listing list(Selection selection, ListOptions options) {
    Image image = store.current();
    List<StoredObject> all = List.of(current(image));
    List<StoredObject> selected = all.stream().filter(selection::matches).toList();
    return new Listing(image.revision(), selected, "", null, Optional.empty());
  }

  private static StoredObject current(Image image) {
    Backup view = new Backup();
    view.getMetadata().setName(CURRENT);
    view.revision = Long.toString(image.revision());
    view.objects = SnapshotWriter.count(image);
    return Views.stored(GROUP_RESOURCE, image.revision(), view);
  }

  /** The newest state as a snapshot that is made while it is sent; writers go on meanwhile. */
  Payload content() {
    Image image = store.current();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return new Payload() {
      @Override
      public void writeTo(OutputStream out) throws IOException {
        SnapshotWriter.write(out, image, now);
      }

      @Override
      public long sizeBytes() {
        return 0; // nobody knows before it is compressed
      }
    };
  }
}
