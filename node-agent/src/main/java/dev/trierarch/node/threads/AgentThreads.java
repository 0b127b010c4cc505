package dev.trierarch.node.threads;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The agent's threads, shared by all its nodes.
 *
 * <p>{@code workers} sync pods and may call the API server; {@code patient} wait for what takes
 * long (stops with their grace, pulls, hooks); {@code http} serve the HTTP client alone, so that a
 * full pool of callers cannot starve the answers they wait for; {@code timer} only starts things.
 */
public final class AgentThreads implements AutoCloseable {
  private static final int WORKERS_MAX = 16;
  private static final int PATIENT_MAX = 64;
  private static final int HTTP_MAX = 4;
  private static final int IDLE_SECONDS = 30;

  private final ThreadPoolExecutor workers = pool("worker", WORKERS_MAX);
  private final ThreadPoolExecutor patient = pool("patient", PATIENT_MAX);
  private final ThreadPoolExecutor http = pool("http", HTTP_MAX);
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, named("timer"));

  public AgentThreads() {
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Starts threads as they are needed, up to a bound; they end when they have been idle. */
  public static ThreadPoolExecutor pool(String name, int threadsMax) {
    HandOverQueue queue = new HandOverQueue();
    return new ThreadPoolExecutor(
        0, threadsMax, IDLE_SECONDS, TimeUnit.SECONDS, queue, named(name), queue);
  }

  private static ThreadFactory named(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  public ThreadPoolExecutor workers() {
    return workers;
  }

  public ThreadPoolExecutor patient() {
    return patient;
  }

  public ThreadPoolExecutor http() {
    return http;
  }

  public ScheduledExecutorService timer() {
    return timer;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    workers.shutdownNow();
    patient.shutdownNow();
    http.shutdownNow();
  }
}
