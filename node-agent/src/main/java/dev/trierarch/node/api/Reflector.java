package dev.trierarch.node.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Keeps a reader informed of what a list path holds: lists, watches from there, resumes a watch
 * that ended, lists again when history is gone. While no watch can be had it lists with growing
 * pauses: polling is what remains of it then.
 *
 * <p>The reader is called by one thread at a time.
 */
public final class Reflector<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Reflector.class);
  private static final int WATCH_TIMEOUT_SECONDS = 300;
  private static final int LIST_PAGE_ITEMS = 500;
  // Bookmarks come about once a minute; a stream that is silent for longer is dead.
  private static final Duration SILENCE_MAX = Duration.ofSeconds(150);

  /** What wants to know. */
  public interface Reader<T> {
    /** This is everything there is; what was there before and is not here is gone. */
    void all(List<T> items);

    void changed(T item);

    void gone(T item);
  }

  private final ApiClient api;
  private final String path;
  private final Class<T> type;
  private final Reader<T> reader;
  private final Executor workers;
  private final ScheduledExecutorService timer;
  private final InstantSource clock;
  private final RetryDelay delay;
  private volatile String resourceVersion = "";
  private volatile Instant heardAt = Instant.MIN;
  private volatile LineFeed feed;
  private volatile boolean closed;

  /**
   * @param path of the list, perhaps with a query, e.g. {@code
   *     /api/v1/pods?fieldSelector=spec.nodeName=n1}
   */
  public Reflector(
      ApiClient api,
      String path,
      Class<T> type,
      Reader<T> reader,
      Executor workers,
      ScheduledExecutorService timer,
      InstantSource clock,
      RandomGenerator random) {
    this.api = api;
    this.path = path;
    this.type = type;
    this.reader = reader;
    this.workers = workers;
    this.timer = timer;
    this.clock = clock;
    this.delay = new RetryDelay(Duration.ofMillis(500), Duration.ofSeconds(30), random);
  }

  public void start() {
    run(this::list);
  }

  private void list() {
    try {
      List<T> items = new ArrayList<>();
      String next = "";
      do {
        JsonNode page =
            api.get(with("limit=" + LIST_PAGE_ITEMS + continuation(next)), JsonNode.class);
        page.path("items").forEach(item -> items.add(Json.convert(item, type)));
        resourceVersion = page.path("metadata").path("resourceVersion").asString("");
        next = page.path("metadata").path("continue").asString("");
      } while (!next.isEmpty());
      reader.all(items);
      watch();
    } catch (ApiFailure failure) {
      retry(failure);
    }
  }

  private static String continuation(String token) {
    return token.isEmpty() ? "" : "&continue=" + token;
  }

  private void watch() {
    heardAt = clock.instant();
    LineFeed lines = new LineFeed(this::event);
    feed = lines;
    CompletableFuture<Void> over =
        api.watch(
            with(
                "watch=true&allowWatchBookmarks=true&timeoutSeconds="
                    + WATCH_TIMEOUT_SECONDS
                    + "&resourceVersion="
                    + resourceVersion),
            lines);
    expectSound(lines);
    var unused = over.whenCompleteAsync((nothing, problem) -> ended(lines, problem), workers);
  }

  private String with(String query) {
    return path + (path.contains("?") ? "&" : "?") + query;
  }

  private void event(String line) {
    heardAt = clock.instant();
    JsonNode event = Json.MAPPER.readTree(line);
    JsonNode object = event.path("object");
    String kind = event.path("type").asString("");
    if (kind.equals("ERROR")) {
      throw new ApiFailure(
          object.path("code").asInt(500),
          object.path("reason").asString(""),
          object.path("message").asString("watch error"));
    }
    delay.reset();
    switch (kind) {
      case "ADDED", "MODIFIED" -> reader.changed(Json.convert(object, type));
      case "DELETED" -> reader.gone(Json.convert(object, type));
      case "BOOKMARK" -> LOG.trace("bookmark for {}", path);
      default -> throw new ApiFailure(500, "", "unknown watch event type " + kind);
    }
    resourceVersion = object.path("metadata").path("resourceVersion").asString(resourceVersion);
  }

  private void ended(LineFeed lines, Throwable problem) {
    if (closed || feed != lines) {
      return;
    }
    Throwable cause = problem instanceof CompletionException ? problem.getCause() : problem;
    if (cause == null) {
      // The usual end by timeoutSeconds; a server that ends watches at once is not hammered.
      boolean longLived = heardAt.plusSeconds(1).isBefore(clock.instant());
      later(longLived ? Duration.ZERO : delay.next(), this::watch);
    } else if (isGone(cause)) {
      later(delay.next(), this::list);
    } else {
      retry(cause);
    }
  }

  private static boolean isGone(Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof ApiFailure failure && failure.isGone()) {
        return true;
      }
    }
    return false;
  }

  private void retry(Throwable problem) {
    Duration pause = delay.next();
    LOG.warn("{}: {}; trying again in {} ms", path, problem.getMessage(), pause.toMillis());
    later(pause, this::list);
  }

  private void expectSound(LineFeed lines) {
    if (closed || feed != lines) {
      return;
    }
    if (heardAt.plus(SILENCE_MAX).isBefore(clock.instant())) {
      LOG.warn("{}: watch silent for {} s, listing again", path, SILENCE_MAX.toSeconds());
      feed = null;
      lines.cancel();
      run(this::list);
    } else {
      schedule(SILENCE_MAX.dividedBy(3), () -> expectSound(lines));
    }
  }

  private void later(Duration pause, Runnable step) {
    schedule(pause, () -> run(step));
  }

  private void schedule(Duration pause, Runnable step) {
    try {
      var unused = timer.schedule(step, pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("{}: shutting down", path);
    }
  }

  private void run(Runnable step) {
    if (closed) {
      return;
    }
    try {
      workers.execute(
          () -> {
            try {
              step.run();
            } catch (JacksonException e) {
              retry(e);
            }
          });
    } catch (RejectedExecutionException e) {
      LOG.debug("{}: shutting down", path);
    }
  }

  @Override
  public void close() {
    closed = true;
    LineFeed open = feed;
    if (open != null) {
      open.cancel();
    }
  }
}
