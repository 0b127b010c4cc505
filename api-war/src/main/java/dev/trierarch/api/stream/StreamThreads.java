package dev.trierarch.api.stream;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.ServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The few threads that serve all streams: two that write, four that write long answers, a few that
 * end what has stalled, one that keeps time. Tasks are handed to them bare, without the container's
 * context, as there are very many and none needs it.
 */
@ApplicationScoped
public class StreamThreads {

  private static final int WRITERS = 2;
  private static final int LANES = 256;
  private static final int ANSWERERS = 4;
  private static final int CLOSERS_MAX = 16;
  private static final int CLOSER_IDLE_SECONDS = 30;

  @Resource private ManagedThreadFactory threadFactory;

  private ExecutorService writers;
  private List<Lane> lanes;
  private ExecutorService answerers;
  private ExecutorService closers;
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
    lanes = Stream.generate(() -> new Lane(writers)).limit(LANES).toList();
    answerers = Executors.newFixedThreadPool(ANSWERERS, threads);
    closers = comingAndGoing(CLOSERS_MAX, threads);
    timer = new ScheduledThreadPoolExecutor(1, threads);
    timer.setRemoveOnCancelPolicy(true);
  }

  private static ExecutorService comingAndGoing(int max, ThreadFactory threads) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            max,
            max,
            CLOSER_IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), // at most one task a stream
            threads);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  @PreDestroy
  void stop() {
    timer.shutdownNow();
    writers.shutdownNow();
    answerers.shutdownNow();
    closers.shutdownNow();
  }

  /** Runs what writes; it never blocks. */
  public Executor writers() {
    return writers;
  }

  /** As {@link #writers}, for one connection's streams: few connections share a lane. */
  public Executor writersOf(ServletRequest request) {
    return lanes.get(request.getRemotePort() % LANES);
  }

  /** Runs what makes and writes long answers, so that none of them delays the streams. */
  Executor answerers() {
    return answerers;
  }

  /** Runs what ends streams whose clients take nothing: it waits for them a while. */
  public Executor closers() {
    return closers;
  }

  public Future<?> after(Duration delay, Runnable task) {
    return timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  public Future<?> every(Duration period, Runnable task) {
    return timer.scheduleAtFixedRate(
        task, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }
}
