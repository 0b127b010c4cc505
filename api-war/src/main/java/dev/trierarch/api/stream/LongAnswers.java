package dev.trierarch.api.stream;

import dev.trierarch.api.health.RequestMetrics;
import dev.trierarch.api.resource.ApiCall;
import dev.trierarch.api.resource.RestOfAnswer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Writes long answers on no thread of their own, so that slow readers hold nobody up. */
@ApplicationScoped
public class LongAnswers {

  private static final Duration STALLED_AFTER = Duration.ofSeconds(30);

  /** More of them hold the thread, and so the seat, that they came with. */
  private static final int AT_ONCE_MAX = 500;

  private final Semaphore room = new Semaphore(AT_ONCE_MAX);
  private final StreamThreads threads;
  private final RequestMetrics metrics;

  /** For the container's proxy. */
  LongAnswers() {
    this(null, null);
  }

  @Inject
  public LongAnswers(StreamThreads threads, RequestMetrics metrics) {
    this.threads = threads;
    this.metrics = metrics;
  }

  /** When the answer has been written but for its rest: lets that go on without this thread. */
  public void goOn(
      ApiCall call, long startNanos, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<RestOfAnswer> rest = RestOfAnswer.takeFrom(request);
    if (rest.isEmpty()) {
      return;
    }
    if (!room.tryAcquire()) {
      rest.get().writeTo(response.getOutputStream());
      return;
    }
    AsyncContext context = request.startAsync(request, response);
    LongAnswer answer =
        new LongAnswer(
            rest.get(),
            () -> {
              room.release();
              metrics.answered(call.info(), response.getStatus(), System.nanoTime() - startNanos);
            });
    AsyncOutput output = AsyncOutput.start(context, answer, threads.answerers(), threads.closers());
    answer.connect(output, threads.every(STALLED_AFTER, answer::endIfStalled));
  }
}
