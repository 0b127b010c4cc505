package dev.trierarch.api.stream;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The few threads that serve all streams: two that write, one that keeps time. Tasks are handed to
 * them bare, without the container's context, as there are very many and none needs it.
 */
@ApplicationScoped
public class StreamThreads {

  private static final int WRITERS = 2;

  @Resource private ManagedThreadFactory threadFactory;

  private ExecutorService writers;
  private ScheduledThreadPoolExecutor timer;

  /** For the container. */
  StreamThreads() {}

  /** For tests, which have no container. */
  public StreamThreads(ThreadFactory threads) {
    start(threads);
  }

  @PostConstruct
  void start() {
    start(threadFactory);
  }

  private void start(ThreadFactory threads) {
    writers = Executors.newFixedThreadPool(WRITERS, threads);
    timer = new ScheduledThreadPoolExecutor(1, threads);
    timer.setRemoveOnCancelPolicy(true);
  }

  @PreDestroy
  void stop() {
    timer.shutdownNow();
    writers.shutdownNow();
  }

  /** Runs what writes; it never blocks. */
  public Executor writers() {
    return writers;
  }

  public Future<?> after(Duration delay, Runnable task) {
    return timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  public Future<?> every(Duration period, Runnable task) {
    return timer.scheduleAtFixedRate(
        task, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }
}
