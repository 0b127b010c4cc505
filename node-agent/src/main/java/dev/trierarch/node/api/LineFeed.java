package dev.trierarch.node.api;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** Takes a watch's body line by line, at the pace of its reader, until it is cancelled. */
final class LineFeed implements Flow.Subscriber<String> {
  private final Consumer<String> reader;
  private volatile Flow.Subscription subscription;
  private volatile boolean cancelled;

  LineFeed(Consumer<String> reader) {
    this.reader = reader;
  }

  /** The body of a refusal is returned as text; a good answer is fed to the reader. */
  BodyHandler<String> bodyHandler() {
    return info ->
        info.statusCode() == 200
            ? BodySubscribers.fromLineSubscriber(this, feed -> "", StandardCharsets.UTF_8, null)
            : BodySubscribers.ofString(StandardCharsets.UTF_8);
  }

  void cancel() {
    cancelled = true;
    if (subscription != null) {
      subscription.cancel();
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    if (cancelled) {
      newSubscription.cancel();
    } else {
      newSubscription.request(1);
    }
  }

  @Override
  public void onNext(String line) {
    if (!line.isEmpty() && !cancelled) {
      reader.accept(line);
    }
    subscription.request(1);
  }

  @Override
  public void onError(Throwable problem) {
    // The request's future carries the problem to the reflector.
  }

  @Override
  public void onComplete() {
    // The request's future ends.
  }
}
