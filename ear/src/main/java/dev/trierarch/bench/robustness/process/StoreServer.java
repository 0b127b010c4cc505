package dev.trierarch.bench.robustness.process;

import dev.trierarch.settings.Settings;
import dev.trierarch.store.Change;
import dev.trierarch.store.Document;
import dev.trierarch.store.Documents;
import dev.trierarch.store.Image;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Origin;
import dev.trierarch.store.Revision;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoreException;
import dev.trierarch.store.StoredObject;
import dev.trierarch.store.jpa.Snapshot;
import dev.trierarch.store.jpa.StandaloneStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Does on a store what the driver asks. */
final class StoreServer implements AutoCloseable {

  /** The resources that the driver writes. */
  static final List<String> RESOURCES = List.of("configmaps", "secrets");

  private static final Origin ORIGIN = new Origin("robustness", "trierarch-bench", 0);

  private final UnaryOperator<String> settings;
  private final EndOfProcess end;
  private final BiConsumer<Integer, WatchEvent> events;
  private final StandaloneStore opened;
  private final Store store;
  private final Map<Integer, Store.Subscription> watches = new ConcurrentHashMap<>();

  /**
   * @param events takes the number of a watch and what it was told
   */
  StoreServer(
      UnaryOperator<String> settings, EndOfProcess end, BiConsumer<Integer, WatchEvent> events) {
    this.settings = settings;
    this.end = end;
    this.events = events;
    opened = StandaloneStore.open(new Settings(settings), InstantSource.system(), end);
    store = opened.store();
  }

  /** Tells idle watches how far the log is. */
  void beat() {
    opened.beat();
  }

  Answer answer(Request request) {
    try {
      return doWhat(request);
    } catch (StoreException.Compacted e) {
      return Answer.failed(Answer.Outcome.COMPACTED, e.getMessage());
    } catch (StoreException.NotYet e) {
      return Answer.failed(Answer.Outcome.NOT_YET, e.getMessage());
    } catch (StoreException.Unavailable e) {
      return Answer.failed(Answer.Outcome.UNKNOWN, e.getMessage());
    } catch (StoreException | IOException | IllegalStateException e) {
      return Answer.failed(Answer.Outcome.REFUSED, e.getMessage());
    }
  }

  private Answer doWhat(Request request) throws IOException {
    return switch (request.kind()) {
      case WRITE -> Answer.rows(write(request.changes()).stream().map(StoreServer::row).toList());
      case GET -> get(store.current(), request.key());
      case LIST -> list(store.image());
      case LIST_CURRENT -> list(store.current());
      case LIST_AT -> list(store.imageAt(request.revision()));
      case ROWS ->
          Answer.rows(
              store.rowsAfter(request.revision(), request.count()).stream()
                  .map(StoreServer::row)
                  .toList());
      case WATCH -> watch(request);
      case STOP_WATCH -> stopWatch(request.count());
      case COMPACT -> compact(request.revision());
      case SNAPSHOT ->
          Answer.done(snapshot(new Settings(settings)).take(Path.of(request.file())).revision());
      case RESTORE -> restore(snapshot(settingsOf(request.database())), Path.of(request.file()));
      case INSPECT -> inspect(settingsOf(request.database()));
      case ARM -> arm(request);
    };
  }

  private List<Revision> write(List<WantedChange> wanted) {
    return store.write(wanted.stream().map(StoreServer::change).toList(), ORIGIN);
  }

  private static Change change(WantedChange wanted) {
    Document document = document(wanted.key(), wanted.value());
    return switch (wanted.operation()) {
      case CREATE -> Change.create(wanted.key(), document);
      case UPDATE -> Change.update(wanted.key(), wanted.expected(), document);
      case DELETE -> Change.delete(wanted.key(), wanted.expected(), document);
    };
  }

  private static Document document(ObjectKey key, String value) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    ObjectNode metadata = object.putObject("metadata");
    metadata.put("name", key.name());
    metadata.put("namespace", key.namespace());
    object.putObject("data").put("value", value);
    return Documents.encode(object);
  }

  private static LoggedRow row(Revision row) {
    long previous = row.previous() == null ? 0 : row.previous().revision();
    return new LoggedRow(row.number(), row.operation(), row.key(), value(row.object()), previous);
  }

  private static String value(StoredObject object) {
    return object.tree().get("data").get("value").asString();
  }

  private static Answer get(Image image, ObjectKey key) {
    return answer(image, image.get(key).stream());
  }

  private static Answer list(Image image) {
    return answer(image, RESOURCES.stream().flatMap(image::list));
  }

  private static Answer answer(Image image, Stream<StoredObject> objects) {
    return Answer.objects(
        image.revision(),
        objects
            .map(object -> new ListedObject(object.key(), object.revision(), value(object)))
            .toList());
  }

  private Answer watch(Request request) {
    int number = request.count();
    Store.Watcher watcher = new ReportedWatch(number);
    watches.put(
        number, store.watch(request.resource(), request.namespace(), request.revision(), watcher));
    return Answer.done(request.revision());
  }

  private Answer stopWatch(int number) {
    Store.Subscription watch = watches.remove(number);
    if (watch != null) {
      watch.close();
    }
    return Answer.done(0);
  }

  private Answer compact(long revision) {
    opened.compactTo(revision);
    return Answer.done(store.oldestRevision());
  }

  private Snapshot snapshot(Settings database) {
    return new Snapshot(database, InstantSource.system(), end);
  }

  private static Answer restore(Snapshot into, Path file) throws IOException {
    return Answer.done(into.restore(file, into.revision()).revision());
  }

  private Answer inspect(Settings other) {
    try (StandaloneStore inspected = StandaloneStore.open(other, InstantSource.system())) {
      return list(inspected.store().image());
    }
  }

  private Answer arm(Request request) {
    end.arm(request.fault(), request.count());
    return Answer.done(0);
  }

  private Settings settingsOf(String database) {
    return new Settings(
        name -> name.equals("trierarch.database.url") ? database : settings.apply(name));
  }

  @Override
  public void close() {
    opened.close();
  }

  /** Reports what a watch is told. */
  private final class ReportedWatch implements Store.Watcher {

    private final int number;

    ReportedWatch(int number) {
      this.number = number;
    }

    @Override
    public void onRows(List<Revision> rows, long revision) {
      end.beforeWatcher();
      events.accept(
          number, new WatchEvent(rows.stream().map(StoreServer::row).toList(), revision, null));
    }

    @Override
    public void onProgress(long revision) {
      end.beforeWatcher();
      events.accept(number, new WatchEvent(List.of(), revision, null));
    }

    @Override
    public void onClosed(String reason) {
      events.accept(number, WatchEvent.ended(reason));
    }
  }
}
