package dev.trierarch.api.stream;

import dev.trierarch.api.health.RequestMetrics;
import dev.trierarch.api.resource.ApiCall;
import dev.trierarch.api.resource.Json;
import dev.trierarch.api.resource.Statuses;
import dev.trierarch.registry.ApiException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;

/**
 * An answer that another server gives in our stead: its head once, then its body as it comes; or a
 * refusal, when that server has none.
 */
final class StreamedAnswer {

  /** Begins answers. */
  @ApplicationScoped
  static class Factory {
    private final StreamThreads threads;
    private final RequestMetrics metrics;

    /** For the container's proxy. */
    Factory() {
      this(null, null);
    }

    @Inject
    Factory(StreamThreads threads, RequestMetrics metrics) {
      this.threads = threads;
      this.metrics = metrics;
    }

    /** To be called by the thread that serves the request; the answer goes on without it. */
    StreamedAnswer begin(ApiCall call, HttpServletRequest request, HttpServletResponse response) {
      AsyncContext context = request.startAsync(request, response);
      context.setTimeout(0);
      Runnable closed = metrics.streamOpened(call.info());
      ProxiedBody body = new ProxiedBody(closed);
      try {
        body.connect(AsyncOutput.start(context, body, threads.writers(), threads.closers())::wake);
      } catch (IOException e) {
        closed.run();
        throw new UncheckedIOException(e);
      }
      return new StreamedAnswer(response, body);
    }
  }

  private final HttpServletResponse response;
  private final ProxiedBody body;

  private StreamedAnswer(HttpServletResponse response, ProxiedBody body) {
    this.response = response;
    this.body = body;
  }

  /** For the head, which is complete once the body is passed on. */
  HttpServletResponse response() {
    return response;
  }

  /** The head is complete and this is the body. */
  void pass(Flow.Publisher<List<ByteBuffer>> bytes) {
    body.begin();
    bytes.subscribe(body);
  }

  void refuse(ApiException refusal) {
    byte[] status = Json.bytes(Statuses.failure(refusal));
    response.setStatus(refusal.code());
    response.setContentType("application/json");
    response.setContentLength(status.length);
    body.end(status);
  }

  /** Why a server could not be asked, in a few words. */
  static String reason(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
