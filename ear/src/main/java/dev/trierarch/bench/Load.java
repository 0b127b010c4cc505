package dev.trierarch.bench;

import dev.trierarch.launcher.Problem;
import dev.trierarch.launcher.cluster.ApiClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sends requests over so many connections at a time, each as soon as the one before is answered.
 */
final class Load {

  private static final int LATENCIES_FIRST = 4096;

  private final ApiClient client;
  private final int connections;
  private final Duration warmUp;
  private final Duration measured;

  Load(ApiClient client, int connections, Duration warmUp, Duration measured) {
    this.client = client;
    this.connections = connections;
    this.warmUp = warmUp;
    this.measured = measured;
  }

  /** Makes the requests. */
  @FunctionalInterface
  interface Requests {
    /** The request that a connection sends as its n-th, counted from 0; null ends its part. */
    byte[] request(int connection, long n);
  }

  /** What was measured after the warm-up. */
  record Result(Latencies latencies, double perSecond) {

    Row row(String name) {
      return Row.rate(name, perSecond, "requests/s", latencies);
    }
  }

  Result run(Requests requests) {
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      long start = System.nanoTime();
      List<Future<long[]>> running = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        int number = i;
        running.add(threads.submit(() -> drive(number, requests, start)));
      }
      List<long[]> parts = new ArrayList<>();
      for (Future<long[]> each : running) {
        parts.add(each.get());
      }
      double seconds = measured.toNanos() / 1e9;
      Latencies latencies = Latencies.of(parts);
      return new Result(latencies, latencies.count() / seconds);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Problem problem ? problem : broken(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw broken(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private long[] drive(int number, Requests requests, long startNanos) throws IOException {
    long measureFrom = startNanos + warmUp.toNanos();
    long end = measureFrom + measured.toNanos();
    long[] latencies = new long[LATENCIES_FIRST];
    int count = 0;
    try (LoadConnection connection =
        new LoadConnection(URI.create(client.url()), client.sslContext())) {
      for (long n = 0; ; n++) {
        byte[] request = requests.request(number, n);
        if (request == null) {
          return Arrays.copyOf(latencies, count);
        }
        long before = System.nanoTime();
        require(connection.exchange(request));
        long after = System.nanoTime();
        // Only what was answered within the measured time counts: the rate is count by time.
        if (after - end > 0) {
          return Arrays.copyOf(latencies, count);
        }
        if (after - measureFrom >= 0) {
          if (count == latencies.length) {
            latencies = Arrays.copyOf(latencies, 2 * count);
          }
          latencies[count++] = after - before;
        }
      }
    }
  }

  private static void require(HttpAnswers.Answer answer) {
    if (answer.status() >= 300) {
      throw new Problem(
          "A request of the load was refused: " + answer.status() + " " + answer.refusal().strip(),
          "./trierarch logs shows what the control plane says.");
    }
  }

  private static Problem broken(Throwable cause) {
    return new Problem(
        "The load broke off: " + cause, "./trierarch status says whether the cluster runs.", cause);
  }
}
