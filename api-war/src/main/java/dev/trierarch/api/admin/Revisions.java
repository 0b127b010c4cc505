package dev.trierarch.api.admin;

import dev.trierarch.api.resource.ContinueToken;
import dev.trierarch.api.resource.ListOptions;
import dev.trierarch.api.resource.Listing;
import dev.trierarch.api.resource.ReadState;
import dev.trierarch.api.resource.Selection;
import dev.trierarch.api.resource.StateFinder;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Revision;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoredObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of the log, oldest first, as far back as the log is kept. */
@ApplicationScoped
class Revisions implements VirtualKind {

  private static final String GROUP_RESOURCE = "revisions.trierarch.dev";
  private static final int ROWS_AT_ONCE_MAX = 500;

  /** A list that names no limit is given so many, and where it goes on. */
  private static final int PAGE_MAX = 10_000;

  /** Rows that one request looks through; a page may be shorter for it, as it may be upstream. */
  private static final int SCANNED_ROWS_MAX = 20_000;

  private final Store store;
  private final StateFinder states;

  /** For the container's proxy. */
  Revisions() {
    this(null, null);
  }

  @Inject
  Revisions(Store store, StateFinder states) {
    this.store = store;
    this.states = states;
  }

  @Override
  public String plural() {
    return "revisions";
  }

  @Override
  public Optional<StoredObject> get(String name) {
    if (!name.matches("[1-9][0-9]{0,17}")) {
      return Optional.empty();
    }
    long number = Long.parseLong(name);
    return store.rowsAfter(number - 1, 1).stream()
        .filter(row -> row.number() == number)
        .map(row -> stored(row, true))
        .findFirst();
  }

  @Override
  public Listing list(Selection selection, ListOptions options) {
    ContinueToken from = options.continueFrom();
    ReadState state = states.forGet(from == null ? options.resourceVersion() : Long.valueOf(0));
    Page page = new Page(selection, options.limit() == 0 ? PAGE_MAX : options.limit());
    if (from == null) {
      page.headRevision = state.image().revision();
      page.position = store.oldestRevision();
    } else {
      page.headRevision = from.revision();
      page.position = Long.parseLong(from.name());
    }
    page.fill();
    return new Listing(page.headRevision, page.objects, page.token(), null, state.warning());
  }

  private static StoredObject stored(Revision row, boolean withDocument) {
    return Views.stored(GROUP_RESOURCE, row.number(), Views.revision(row, withDocument));
  }

  /** A part of the list as it is put together. */
  private final class Page {

    private final Selection selection;
    private final int limit;
    private final List<StoredObject> objects = new ArrayList<>();
    private long headRevision;
    private long position;
    private int scannedRows;
    private boolean ended;

    Page(Selection selection, int limit) {
      this.selection = selection;
      this.limit = limit;
    }

    void fill() {
      while (!ended && objects.size() < limit && scannedRows < SCANNED_ROWS_MAX) {
        List<Revision> rows = store.rowsAfter(position, ROWS_AT_ONCE_MAX);
        ended = rows.isEmpty() || position >= headRevision;
        for (Revision row : rows) {
          if (objects.size() < limit && row.number() <= headRevision) {
            add(row);
          }
        }
      }
      ended = ended || position >= headRevision;
    }

    private void add(Revision row) {
      StoredObject object = stored(row, false);
      if (selection.matches(object)) {
        objects.add(object);
      }
      position = row.number();
      scannedRows++;
    }

    String token() {
      ObjectKey last = new ObjectKey(GROUP_RESOURCE, "", Long.toString(position));
      return ended ? "" : ContinueToken.after(headRevision, last).encoded();
    }
  }
}
