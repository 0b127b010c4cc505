package dev.trierarch.bench;

import dev.trierarch.launcher.Problem;
import dev.trierarch.launcher.cluster.ApiClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** One watch: hands on each line that comes, on the HTTP client's threads, until it is closed. */
final class WatchStream implements Flow.Subscriber<String>, AutoCloseable {

  private static final System.Logger LOG = System.getLogger(WatchStream.class.getName());

  private final Consumer<String> lines;
  private final CompletableFuture<WatchStream> begun = new CompletableFuture<>();
  private volatile Flow.Subscription subscription;

  private WatchStream(Consumer<String> lines) {
    this.lines = lines;
  }

  /** Completes when the server has begun to answer. */
  static CompletableFuture<WatchStream> open(
      HttpClient http, ApiClient client, String path, Consumer<String> lines) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(client.url() + path))
            .header("Accept", "application/json")
            .header("User-Agent", "trierarch-bench")
            .build();
    WatchStream stream = new WatchStream(lines);
    CompletableFuture<HttpResponse<Void>> whole =
        http.sendAsync(request, BodyHandlers.fromLineSubscriber(stream));
    return CompletableFuture.anyOf(stream.begun, whole)
        .handle((any, problem) -> stream.require(problem));
  }

  private WatchStream require(Throwable problem) {
    if (subscription == null) {
      throw new Problem(
          "A watch ended before it began: " + problem,
          "./trierarch logs shows what the control plane says.",
          problem);
    }
    return this;
  }

  /** The stream, once the server has begun to answer. */
  static WatchStream await(CompletableFuture<WatchStream> opening) {
    try {
      return opening.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof Problem problem ? problem : e;
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    begun.complete(this);
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(String line) {
    lines.accept(line);
  }

  @Override
  public void onError(Throwable problem) {
    LOG.log(System.Logger.Level.DEBUG, "a watch broke", problem);
  }

  @Override
  public void onComplete() {
    LOG.log(System.Logger.Level.DEBUG, "a watch was ended by the server");
  }

  @Override
  public void close() {
    subscription.cancel();
  }
}
