package dev.trierarch.api.watch;

import dev.trierarch.api.health.RequestMetrics;
import dev.trierarch.api.resource.Answers;
import dev.trierarch.api.resource.ApiCall;
import dev.trierarch.api.resource.Form;
import dev.trierarch.api.resource.Form.Encoding;
import dev.trierarch.api.resource.Problems;
import dev.trierarch.api.resource.ReadState;
import dev.trierarch.api.resource.Selection;
import dev.trierarch.api.resource.StateFinder;
import dev.trierarch.api.resource.Statuses;
import dev.trierarch.api.resource.Target;
import dev.trierarch.api.stream.AsyncOutput;
import dev.trierarch.api.stream.Outlet;
import dev.trierarch.api.stream.StreamThreads;
import dev.trierarch.api.stream.WebSocketHandshake;
import dev.trierarch.api.table.TableRenderer;
import dev.trierarch.api.table.TableRenderer.IncludeObject;
import dev.trierarch.catalog.Catalog;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.store.Image;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoreException;
import dev.trierarch.store.StoredObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;

/** Answers watch requests with streams of events. */
@ApplicationScoped
public class WatchService {

  private static final String STREAM = ";stream=watch";
  private static final Duration BOOKMARK_PERIOD = Duration.ofSeconds(60);

  private final Store store;
  private final StateFinder states;
  private final Catalog catalog;
  private final StreamThreads threads;
  private final FrameCache frames;
  private final RequestMetrics metrics;
  private final InstantSource clock;
  private final RandomGenerator random = RandomGenerator.getDefault();

  /** For the container's proxy. */
  WatchService() {
    this(null, null, null, null, null, null, null);
  }

  @Inject
  public WatchService(
      Store store,
      StateFinder states,
      Catalog catalog,
      StreamThreads threads,
      FrameCache frames,
      RequestMetrics metrics,
      InstantSource clock) {
    this.store = store;
    this.states = states;
    this.catalog = catalog;
    this.threads = threads;
    this.frames = frames;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Starts the stream and returns; it goes on without this thread. */
  public void serve(ApiCall call, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    Target target = Target.of(call.info(), catalog);
    Form form = form(call, target.type());
    WatchOptions options = WatchOptions.parse(call.query(), random);
    Selection selection = selection(call, target);
    String include = call.query().text("includeObject");
    FrameEncoder encoder = encoder(target.type(), form, include);
    WatchStream stream = open(call, selection, options, encoder, request, response);
    endAfter(options, stream);
  }

  private static Form form(ApiCall call, ResourceType type) {
    Form form = call.form(type.apiVersion(), type.kind());
    if (form.encoding() == Encoding.YAML) {
      throw Problems.notAcceptable(
          List.of(Encoding.JSON.mediaType() + STREAM, Encoding.PROTOBUF.mediaType() + STREAM));
    }
    return form;
  }

  private static Selection selection(ApiCall call, Target target) {
    return target.name().isEmpty()
        ? Selection.of(target.type(), target.namespace(), call.query())
        : Selection.ofNamed(target.type(), target.namespace(), target.name(), call.query());
  }

  private FrameEncoder encoder(ResourceType type, Form form, String include) {
    TableRenderer tables =
        new TableRenderer(type.columns(), form.metaVersion(), IncludeObject.parse(include), clock);
    return new FrameEncoder(type, form, tables, include, frames);
  }

  private WatchStream open(
      ApiCall call,
      Selection selection,
      WatchOptions options,
      FrameEncoder encoder,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, ServletException {
    Long asked = options.resourceVersion();
    ReadState state = states.forWatch(asked);
    state.warning().ifPresent(text -> response.addHeader("Warning", text));
    Image image = state.image();
    boolean fromNow = options.initialEvents() || asked == null || asked == 0;
    long after = fromNow ? image.revision() : asked;
    Iterator<StoredObject> initial =
        options.initialEvents()
            ? selection.in(image, null).iterator()
            : Collections.emptyIterator();
    byte[] initialEnd = options.initialEnd() ? encoder.bookmark(after, true) : null;
    WatchStream stream = new WatchStream(selection, encoder, initial, initialEnd, after);
    Outlet output = outlet(encoder, stream, request, response);
    stream.atEnd(metrics.streamOpened(call.info()));
    stream.connect(output, subscribe(selection, after, stream, encoder));
    return stream;
  }

  /** Each event is a message where the client speaks WebSocket, text where it is JSON. */
  private Outlet outlet(
      FrameEncoder encoder,
      WatchStream stream,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, ServletException {
    if (WebSocketHandshake.asksFor("websocket", request)) {
      WebSocketHandshake.check(request);
      return WebSocketHandshake.announce(request, response, "", stream, encoder.isText(), threads);
    }
    response.setContentType(encoder.contentType());
    response.setHeader("Cache-Control", Answers.NOT_CACHED);
    AsyncContext context = request.startAsync(request, response);
    return AsyncOutput.start(context, stream, threads.writersOf(request), threads.closers());
  }

  /** A watch that the store refuses begins all the same, and ends with that as its only event. */
  private Store.Subscription subscribe(
      Selection selection, long after, WatchStream stream, FrameEncoder encoder) {
    String namespace = selection.namespace().isEmpty() ? null : selection.namespace();
    try {
      return store.watch(selection.type().groupResource(), namespace, after, stream);
    } catch (StoreException.Compacted e) {
      String problem = "too old resource version: " + after + " (" + e.oldestRevision() + ")";
      stream.finish(encoder.error(Statuses.failure(Problems.expired(problem))));
    } catch (StoreException e) {
      stream.finish(encoder.error(Statuses.failure(Problems.of(e))));
    }
    return () -> {};
  }

  private void endAfter(WatchOptions options, WatchStream stream) {
    Future<?> end =
        threads.after(
            options.timeout(), options.bookmarks() ? stream::finishWithBookmark : stream::finish);
    Future<?> bookmarks =
        options.bookmarks() ? threads.every(BOOKMARK_PERIOD, stream::bookmark) : end;
    stream.atEnd(
        () -> {
          end.cancel(false);
          bookmarks.cancel(false);
        });
  }
}
