package dev.trierarch.api.stream;

import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.ApiException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Speaks with a container through its node's agent, by two requests: what the container says is the
 * answer to the one that begins it, what it is told the body of another.
 */
final class AgentConversation {

  private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(20);

  /**
   * One piece of what the container says.
   *
   * @param bytes none at the end of the channel
   */
  record Frame(int channel, byte[] bytes) {}

  private final HttpClient client;
  private final URI told;
  private final Flow.Publisher<List<ByteBuffer>> said;
  private final FrameReader frames = new FrameReader();
  private final Queue<Frame> waiting = new ArrayDeque<>();
  private ProxiedBody body;
  private AgentInput input;

  private AgentConversation(HttpClient client, URI told, Flow.Publisher<List<ByteBuffer>> said) {
    this.client = client;
    this.told = told;
    this.said = said;
  }

  /** Asks as {@link #dial} does, and waits for the answer's head. */
  static AgentConversation open(
      HttpClient client, String agent, String path, Function<Refused, ApiException> refusal) {
    CompletableFuture<AgentConversation> coming = dial(client, agent, path, refusal);
    try {
      return coming.get(ANSWER_AT_MOST.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      var unused =
          coming.whenComplete(
              (late, failure) -> Optional.ofNullable(late).ifPresent(c -> c.abandon()));
      throw ApiErrors.internal("error dialing backend: the node's agent does not answer");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ApiException refused
          ? refused
          : ApiErrors.internal("error dialing backend: " + StreamedAnswer.reason(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Asks the agent.
   *
   * @param path with its query, which the conversation's id is added to
   * @param refusal what the client is told when the agent refuses with this code and text
   */
  static CompletableFuture<AgentConversation> dial(
      HttpClient client, String agent, String path, Function<Refused, ApiException> refusal) {
    String id = UUID.randomUUID().toString();
    URI uri = URI.create(agent + path + (path.indexOf('?') < 0 ? "?" : "&") + "stream=" + id);
    URI told = URI.create(agent + "/streams/" + id);
    return client
        .sendAsync(HttpRequest.newBuilder(uri).GET().build(), AgentConversation::handler)
        .thenApply(
            answer -> {
              if (answer.body() instanceof Said said) {
                return new AgentConversation(client, told, said.bytes());
              }
              throw refusal.apply((Refused) answer.body());
            });
  }

  private sealed interface Answer permits Said, Refused {}

  private record Said(Flow.Publisher<List<ByteBuffer>> bytes) implements Answer {}

  /** What the agent has against it. */
  record Refused(int code, String text) implements Answer {}

  private static BodySubscriber<Answer> handler(HttpResponse.ResponseInfo info) {
    return info.statusCode() == 200
        ? BodySubscribers.mapping(BodySubscribers.ofPublisher(), Said::new)
        : BodySubscribers.mapping(
            BodySubscribers.ofString(StandardCharsets.UTF_8),
            text -> new Refused(info.statusCode(), text.strip()));
  }

  /**
   * Begins to listen and to speak.
   *
   * @param line woken when there is something to read, resumed when there is room to speak
   */
  void begin(Speaker.Line line) {
    input = new AgentInput(line::resume);
    body = new ProxiedBody(() -> {});
    body.connect(line::wake);
    body.begin();
    said.subscribe(body);
    var unused =
        client.sendAsync(
            HttpRequest.newBuilder(told).POST(BodyPublishers.fromPublisher(input)).build(),
            BodyHandlers.discarding());
  }

  /** What the container said next; null when it has said nothing more yet. */
  Frame next() {
    while (waiting.isEmpty()) {
      byte[] bytes = body.next();
      if (bytes == null) {
        return null;
      }
      frames.read(bytes, waiting::add);
    }
    return waiting.poll();
  }

  boolean isFinished() {
    return waiting.isEmpty() && body.isFinished();
  }

  boolean hasRoom() {
    return input.hasRoom();
  }

  void tell(int channel, byte[] bytes, int offset) {
    input.send(channel, bytes, offset);
  }

  /** Ends it before it has begun. */
  void abandon() {
    ProxiedBody none = new ProxiedBody(() -> {});
    none.onClosed();
    said.subscribe(none);
  }

  /** Ends it, whatever still goes on. */
  void close() {
    input.end();
    body.onClosed();
  }
}
